// Jest keeps a hundred calls of each error, and `expect` makes one whenever it is called: a tenth of the time of tests that try many inputs.
Error.stackTraceLimit = 20;
