// Preloaded into Azurite: leaves out what it loads for its usage statistics and its SQL store, and does not use here. A third of its start.
const Module = require('node:module');

// It finds one row by going through all rows of its partition. Asked for the key of the row first, it looks that up in an index.
const byRowKeyFirst = (loki) => {
  const { findOne } = loki.Collection.prototype;
  loki.Collection.prototype.findOne = function (query) {
    const { PartitionKey, RowKey } = query ?? {};
    const isRow = PartitionKey !== undefined && RowKey !== undefined && Object.keys(query).length === 2;
    return findOne.call(this, isRow ? { RowKey, PartitionKey } : query);
  };
  return loki;
};

const once = (make) => {
  let made;
  return () => (made ??= make());
};

const ofAzurite = (name) =>
  require(require.resolve(name, { paths: [require.resolve('azurite/package.json')] }));

const adapter = 'lokijs/src/loki-fs-structured-adapter.js';

const instead = {
  applicationinsights: once(() => ({ TelemetryClient: class {} })),
  sequelize: once(() => ({ Model: class {}, Op: {}, Sequelize: class {} })),
  lokijs: once(() => byRowKeyFirst(ofAzurite('lokijs'))),
  [adapter]: once(() => ofAzurite(adapter)),
};

if (!process.env.AZURITE_DB) {
  const load = Module._load;
  Module._load = function (request, ...rest) {
    return Object.hasOwn(instead, request) ? instead[request]() : load.call(this, request, ...rest);
  };
}
