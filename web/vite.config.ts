import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    outDir: 'build',
    target: 'es2023',
    rolldownOptions: {
      // A page for each folder; what pages share is loaded once.
      input: ['playground/index.html'],
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
