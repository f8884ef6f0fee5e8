// Preloaded into Azurite: leaves out what it loads for its usage statistics and its SQL store, and does not use here. A third of its start.
const Module = require('node:module');

const unused = {
  applicationinsights: { TelemetryClient: class {} },
  sequelize: { Model: class {}, Op: {}, Sequelize: class {} },
};

// It finds one row by going through all rows of its partition. Asked for the key of the row first, it looks that up in an index.
const byRowKeyFirst = (loki) => {
  const { findOne } = loki.Collection.prototype;
  loki.Collection.prototype.findOne = function (query) {
    const { PartitionKey, RowKey } = query ?? {};
    const isRow = PartitionKey !== undefined && RowKey !== undefined && Object.keys(query).length === 2;
    return findOne.call(this, isRow ? { RowKey, PartitionKey } : query);
  };
};

if (!process.env.AZURITE_DB) {
  const load = Module._load;
  Module._load = function (request, ...rest) {
    return Object.hasOwn(unused, request) ? unused[request] : load.call(this, request, ...rest);
  };
}

byRowKeyFirst(require(require.resolve('lokijs', { paths: [require.resolve('azurite/package.json')] })));
