import { readdirSync } from 'node:fs';
import { defineConfig, globalIgnores } from 'eslint/config';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

const foldersIn = (room) =>
  readdirSync(new URL(`shared/${room}`, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const families = foldersIn('formats');

const kinds = foldersIn('destinations');

/** What every format is made of. */
const formatParts = [
  './formats/attribute-type.ts',
  './formats/format.ts',
  './formats/kit.ts',
  './formats/marks.ts',
  './formats/recognition.ts',
  './formats/table.ts',
];

/** What every destination is made of. */
const destinationParts = [
  './codec',
  './indicator',
  './destinations/answers.ts',
  './destinations/destination.ts',
  './destinations/in-calls.ts',
  './destinations/shown-as-sent.ts',
  './failure.ts',
];

/** Who may import what inside shared/ (docs/adr/0002): a folder sees itself and what is listed, nothing else. */
const zones = [
  { target: './shared/codec', from: './shared', except: ['./codec'] },
  { target: './shared/indicator', from: './shared', except: ['./codec', './indicator'] },
  {
    target: './shared/profile',
    from: './shared',
    except: ['./codec', './indicator', './formats/format.ts', './failure.ts', './profile'],
  },
  { target: './shared/envelopes', from: './shared', except: ['./codec', './envelopes'] },
  {
    target: './shared/formats/!(index).ts',
    from: './shared',
    except: ['./codec', './indicator', ...formatParts],
  },
  // A family of formats sees its own parsers, and no other family.
  ...families.map((family) => ({
    target: `./shared/formats/${family}`,
    from: './shared',
    except: ['./codec', './indicator', ...formatParts, `./formats/${family}`],
  })),
  {
    target: './shared/destinations/!(index|destination-option).ts',
    from: './shared',
    except: destinationParts,
  },
  // A destination of several files sees its own, and no other destination.
  ...kinds.map((kind) => ({
    target: `./shared/destinations/${kind}`,
    from: './shared',
    except: [...destinationParts, `./destinations/${kind}`],
  })),
  {
    target: './shared/delivery',
    from: './shared',
    except: [
      './codec',
      './indicator',
      './destinations/destination.ts',
      './failure.ts',
      './telemetry',
      './delivery',
    ],
  },
  {
    target: './shared/pipeline',
    from: './shared',
    except: [
      './codec',
      './delivery',
      './indicator',
      './envelopes',
      './formats/format.ts',
      './formats/marks.ts',
      './destinations/destination.ts',
      './failure.ts',
      './profile',
      './telemetry',
      './pipeline',
    ],
  },
  {
    target: './shared/azure',
    from: './shared',
    except: [
      './codec',
      './indicator',
      './delivery/ledger/ledger-search.ts',
      './delivery/ports.ts',
      './delivery/ledger/assertions.ts',
      './destinations/destination.ts',
      './health/ports.ts',
      './pipeline/outcome.ts',
      './pipeline/ports.ts',
      './pipeline/record/record-store.ts',
      './failure.ts',
      './telemetry',
      './azure',
    ],
  },
  {
    target: './shared/health',
    from: './shared',
    except: [
      './app-settings.ts',
      './codec',
      './config.ts',
      './delivery',
      './destinations/destination.ts',
      './failure.ts',
      './health',
    ],
  },
  {
    target: './shared/door',
    from: './shared',
    except: ['./codec', './delivery/ports.ts', './failure.ts', './profile/sender.ts', './door'],
  },
  { target: './shared/telemetry', from: './shared', except: ['./telemetry'] },
  {
    target: './shared/expressions',
    from: './shared',
    except: [
      './codec',
      './failure.ts',
      './profile/evaluation.ts',
      './profile/expression-fault.ts',
      './expressions',
    ],
  },
  {
    target: './shared/openapi',
    from: './shared',
    except: ['./codec', './formats', './pipeline', './openapi'],
  },
  { target: './shared', from: './functions' },
  { target: './shared', from: './local' },
  { target: './shared', from: './cli' },
  { target: './functions', from: './cli' },
  { target: './shared', from: './test' },
  { target: './functions', from: './local' },
  { target: './functions', from: './test' },
  { target: './local', from: './test' },
];

const fpTsModule = 'object.name=/^(E|O|T|TE|RTE|RT|R|A|RA|RNEA|IO|IOE)$/';

const fpTsBans = [
  {
    selector: `MemberExpression[${fpTsModule}][property.name=/^(fold|foldW|chain|chainW|chainFirst|chainFirstW|matchW)$/]`,
    message: 'Use flatMap, tap, match, or `? :` (docs/adr/0003).',
  },
  {
    selector: `MemberExpression[${fpTsModule}][property.name=/^(traverse|sequence|wilt|wither|traverseWithIndex|uniq)$/]`,
    message: 'Quadratic or stack-deep on big inputs: use traverseArray or traverseSeqArray.',
  },
  {
    selector: "MemberExpression[object.name='t'][property.name='recursion']",
    message: 't.recursion overflows the stack on 16 KB of nested JSON.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^reduce(Right|WithIndex)?$/] SpreadElement',
    message: 'Spreading the accumulator is quadratic: use map, flatMap or a loop.',
  },
  {
    selector: "CallExpression[callee.name='pipe'][arguments.length>7]",
    message: 'At most six steps a pipe: name the middle.',
  },
];

const processEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read in functions/index.ts only.',
};

const noThrow = { selector: 'ThrowStatement', message: 'Failures are values; only trigger files throw.' };

const oneDoor = {
  selector: "CallExpression[callee.name='deliverer'], CallExpression[callee.property.name='deliverer']",
  message: 'Indicators go to a destination through dispatch only, past the guard.',
};

const slowUnit = {
  selector: "Property[key.name='unit'] > Literal[value='binary'], Property[key.name='noUnicodeString']",
  message:
    'It lays a map of all of Unicode, for seconds: codePoint of test/arbitraries gives the same texts.',
};
const noMock = {
  selector:
    "CallExpression[callee.object.name='jest'][callee.property.name=/^(mock|doMock|unstable_mockModule)$/]",
  message: 'Pass the port in instead of replacing a module.',
};

/** An object answers to `constructor`, which a sender may well write; Object.hasOwn is easily forgotten. */
const noTable = {
  selector:
    "VariableDeclarator[init.properties.length>0] > Identifier.id TSTypeReference[typeName.name='Record'] > TSTypeParameterInstantiation > TSStringKeyword:first-child",
  message: 'A table that is looked up by a word is a Map; what has to be an object is read with own().',
};

const realClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'A test has no clock of its own: pass one in, or use fake timers and jest.now().',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'A test has no clock of its own: pass one in, or use fake timers and jest.now().',
  },
  {
    selector:
      'CallExpression[callee.object.name=/^(performance|process)$/][callee.property.name=/^(now|hrtime)$/]',
    message: 'No test measures time.',
  },
  {
    selector: 'CallExpression[callee.name=/^(setTimeout|setInterval)$/]',
    message: 'Wait for what happens (test/waiting.ts), not for a time.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?timers.promises$/]',
    message: 'Wait for what happens (test/waiting.ts), not for a time.',
  },
];

/** Where real time is the thing itself. No result of a test in here depends on how fast a machine is. */
const onRealTime = [
  'test/waiting.ts', // the one place to wait
  'test/fuzz/main.ts', // a run of a given length
  'test/{bench,chaos,soak}/**', // runs of a given length against processes; their tests look at what is lost
  'test/bad-inputs/measure.ts', // measures, in a command and not in a test
  'test/bad-inputs/signature.ts', // signs for the process under test, whose clock is the machine's
  'test/faults/**', // processes, whose own time-outs are under test
  'test/expressions/pool.test.ts', // processes that have a time limit
  'test/integration/app-host.ts', // ends a process that does not end
  'test/delivery/limiter/limiter-{fleet,worker}.ts', // processes that share a table
  'test/delivery/limiter/limiter-{world,table}.ts', // run under fake timers only
  'test/delivery/limiter/{limiter,limiter.laws,limiter.many}.test.ts', // performance.now() of fake timers
  'test/door/flood.test.ts', // the clock of a limiter, whose counts depend on no speed
  'test/telemetry/quota.test.ts', // performance.now() of fake timers
  'test/local/host/timer.test.ts', // the date of fake timers
];

const bannedImports = {
  paths: [
    {
      name: 'fp-ts',
      message: 'Import the module, e.g. fp-ts/TaskEither: the barrel costs 90 ms of cold start.',
    },
    { name: '@microsoft/microsoft-graph-client', message: 'Only shared/azure/graph-client.ts may use it.' },
    {
      name: '@azure/functions',
      importNames: ['app'],
      message: 'Triggers are registered in functions/index.ts only.',
    },
  ],
  patterns: [
    { group: ['fp-ts/lib/*', 'fp-ts/es6/*', 'io-ts/lib/*'], message: 'Import from the package root path.' },
  ],
};

const allowing = (module) => ({
  ...bannedImports,
  paths: bannedImports.paths.filter(({ name }) => name !== module),
});

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.tools/']),
  {
    files: ['**/*.ts'],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      importX.flatConfigs.typescript,
    ],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }],
      'no-restricted-imports': ['error', bannedImports],
      'no-restricted-syntax': ['error', ...fpTsBans, processEnv, noMock, oneDoor, noTable],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['shared/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...fpTsBans, processEnv, noMock, noThrow, oneDoor, noTable] },
  },
  {
    // Its tables are parts of the document that it writes, looked up by its own names.
    files: ['shared/openapi/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...fpTsBans, processEnv, noMock, noThrow, oneDoor] },
  },
  {
    files: ['shared/pipeline/dispatch/dispatch.ts'],
    rules: { 'no-restricted-syntax': ['error', ...fpTsBans, processEnv, noMock, noThrow, noTable] },
  },
  {
    files: ['shared/azure/graph-client.ts'],
    rules: { 'no-restricted-imports': ['error', allowing('@microsoft/microsoft-graph-client')] },
  },
  {
    files: ['functions/index.ts'],
    rules: { 'no-restricted-imports': ['error', allowing('@azure/functions')] },
  },
  {
    files: ['functions/index.ts', 'cli/run.ts', 'local/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...fpTsBans, noMock] },
  },
  { files: ['local/**/*.ts', 'test/bench/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      'jest/no-disabled-tests': 'error',
      'jest/no-focused-tests': 'error',
      'jest/expect-expect': 'off',
      'no-restricted-syntax': ['error', ...fpTsBans, noMock, slowUnit, ...realClock],
    },
  },
  { files: onRealTime, rules: { 'no-restricted-syntax': ['error', ...fpTsBans, noMock, slowUnit] } },
);
