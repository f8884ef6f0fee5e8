// Runs before npm start and npm test, in any Node: it says in a sentence what would be a stack trace.
const major = Number(process.versions.node.split('.')[0]);
const fault =
  major < 20
    ? `this is Node ${process.versions.node}: Node 22 or 24 is needed`
    : require('node:fs').existsSync(`${__dirname}/../node_modules/tsx`)
      ? ''
      : 'the packages are not there: run "npm ci" first';
if (fault !== '') {
  console.error(fault);
  process.exit(1);
}
