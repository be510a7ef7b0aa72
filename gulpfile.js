// The build is typed like everything else: this file only hands gulp the tasks of scripts/build/.
require('tsx/cjs');
const { build, clean } = require('./scripts/build/tasks');

module.exports = { build, clean, default: build };
