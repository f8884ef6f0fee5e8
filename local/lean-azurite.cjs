// Preloaded into Azurite: leaves out what it loads for its usage statistics and its SQL store, and does not use here. A third of its start.
const Module = require('node:module');

const unused = {
  applicationinsights: { TelemetryClient: class {} },
  sequelize: { Model: class {}, Op: {}, Sequelize: class {} },
};

if (!process.env.AZURITE_DB) {
  const load = Module._load;
  Module._load = function (request, ...rest) {
    return Object.hasOwn(unused, request) ? unused[request] : load.call(this, request, ...rest);
  };
}
