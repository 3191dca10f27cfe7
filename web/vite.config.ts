import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    outDir: 'build',
    target: 'es2023',
    rolldownOptions: {
      // A page for each folder; what pages share is loaded once.
      input: { explorer: 'explorer/index.html', playground: 'playground/index.html' },
      output: {
        // What changes seldom stands apart from our own code.
        codeSplitting: {
          groups: [
            // How pages load what is not always needed, and what our own share.
            { name: 'preload', test: /vite\/preload-helper/ },
            { name: 'session', test: /web\/session\// },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            {
              name: 'graphiql',
              test: /node_modules\/(@?graphiql[^/]*|@floating-ui|@headlessui|@radix-ui|framer-motion|markdown-it|motion-\w+|react-aria)\//,
            },
          ],
        },
      },
      onwarn(warning, show) {
        // Says nothing of a page that only browsers render.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') {
          show(warning);
        }
      },
    },
    // The polyfill is for browsers older than the target.
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.txt' },
    // Editor and worker chunks are large, and can't be otherwise.
    chunkSizeWarningLimit: 4096,
  },
});
