import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { precompress } from './precompress';

const backend = process.env['CALLS_BACKEND'] ?? 'http://127.0.0.1:5080';
const proxy = {
  '/api': backend,
  '/hubs': { target: backend, ws: true },
};

export default defineConfig({
  base: '/app/',
  plugins: [react(), precompress()],
  build: {
    outDir: '../wwwroot/app',
    emptyOutDir: true,
    // The page's Content-Security-Policy allows fonts and workers only from its own origin, never data: or blob:.
    assetsInlineLimit: 0,
    // What rarely changes stays in the browser's cache when the app is updated.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'signalr', test: /node_modules[\\/]@microsoft[\\/]/ },
          ],
        },
      },
    },
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
  test: {
    environment: 'node',
    include: ['sdk/**/*.test.ts', 'app/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    pool: 'threads',
  },
});
