import { Argument, type Command } from 'commander';
import { withExamples } from '../examples';
import { print } from '../print';
import { type World } from '../world';
import { bashScript } from './bash';
import { fishScript } from './fish';
import { powershellScript } from './powershell';
import { treeOf, type Node } from './tree';
import { zshScript } from './zsh';

/** The name that is completed: that of the binary, or of a function around the script. */
const binary = 'indicator-gateway';

const scripts: Readonly<
  Record<'bash' | 'zsh' | 'fish' | 'powershell', (program: string, tree: readonly Node[]) => string>
> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/** The script is complete in itself: no process starts when Tab is pressed. */
export const addCompletion = (program: Command, { name }: World): void => {
  const command = program
    .command('completion')
    .description(`print what lets a shell complete ${binary}`)
    .addArgument(new Argument('<shell>').choices(Object.keys(scripts)))
    .action((shell: keyof typeof scripts) => {
      print(scripts[shell](binary, treeOf(program)));
    });
  withExamples(command, name, [
    ['bash, in ~/.bashrc: source what this prints', 'completion bash'],
    ['zsh, in ~/.zshrc: source what this prints', 'completion zsh'],
    ['fish', 'completion fish > ~/.config/fish/completions/indicator-gateway.fish'],
    ['PowerShell, in $PROFILE: … | Out-String | Invoke-Expression', 'completion powershell'],
  ]);
};
