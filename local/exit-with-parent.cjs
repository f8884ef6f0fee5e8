// Preloaded into a child process: it ends when its parent is gone, however the parent ended.
process.on('disconnect', () => process.exit(0));
