import { Command } from 'commander';
import { version } from '../package.json';
import { addCompletion } from './completion/completion';
import { addList as addDeadLetterList } from './dead-letters/list';
import { addReplay as addDeadLetterReplay } from './dead-letters/replay';
import { addDoctor } from './doctor';
import { addFailBack } from './fail-back';
import { addFind } from './find';
import { addIntake } from './intake';
import { addOutcomes } from './outcomes';
import { addDrop } from './parked-drop';
import { addList } from './parked-list';
import { addReplay } from './parked-replay';
import { addShow } from './parked-show';
import { addCheck } from './profile/check';
import { addPreview } from './profile/preview';
import { addTest } from './profile/test';
import { addSenderAdd } from './sender/add';
import { addSenderTest } from './sender/test';
import { addShadow } from './shadow';
import { addTakeBack } from './take-back';
import { addErase } from './erase';
import { addVerify } from './verify';
import { type World } from './world';

const exitCodes = `
Exit codes:
  0  done
  1  something failed or is wrong, or the gateway could not be asked; with --strict also: something waits for somebody
  2  the command was not right; nothing was done`;

export const createProgram = (world: World): Command => {
  const program = new Command(world.name)
    .description('Looks after a running Indicator Gateway, and tries its configuration before it runs')
    .version(version)
    .addHelpText('afterAll', exitCodes)
    .exitOverride();
  const parked = program.command('parked').description('what the gateway gave up for now and keeps');
  for (const add of [addList, addShow, addReplay, addDrop]) add(parked, world);
  const deadLetters = program.command('dead-letters').description('what Event Grid gave up delivering');
  for (const add of [addDeadLetterList, addDeadLetterReplay]) add(deadLetters, world);
  const profile = program
    .command('profile')
    .description('a deployment’s rules, checked before they are deployed');
  for (const add of [addCheck, addTest]) add(profile, world);
  const sender = program.command('sender').description('who may send: key or secret of a new one, and a try');
  for (const add of [addSenderAdd, addSenderTest]) add(sender, world);
  addPreview(program, world);
  addDoctor(program, world);
  addOutcomes(program, world);
  addIntake(program, world);
  addShadow(program, world);
  addFailBack(program, world);
  addVerify(program, world);
  addErase(program, world);
  addFind(program, world);
  addTakeBack(program, world);
  addCompletion(program, world);
  return program;
};
