// Preloaded by a test: says at the end which packages the program has loaded.
process.on('exit', () => {
  const packages = Object.keys(require.cache).flatMap((file) => {
    const [, name] =
      /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file.replaceAll('\\', '/')) ?? [];
    return name === undefined ? [] : [name];
  });
  process.stderr.write(`\nloaded: ${JSON.stringify([...new Set(packages)])}`);
});
