module.exports = require('./built-once-folder').remove;
