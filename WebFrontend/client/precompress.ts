import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const texts = /\.(?:css|html|js|json|svg)$/;
const worthwhile = 1024;

/**
 * Also writes every text file of the build as `.br` and `.gz`, compressed as well as possible, for the server to send as they are.
 */
export function precompress(): Plugin {
  let root = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: (config) => {
      root = join(config.root, config.build.outDir);
    },
    // What lies in `public` has been copied by then.
    closeBundle: async () => {
      const names = await readdir(root, { recursive: true });
      await Promise.all(names.filter((name) => texts.test(name)).map((name) => compress(join(root, name))));
    },
  };
}

async function compress(path: string): Promise<void> {
  const text = await readFile(path);
  if (text.length < worthwhile) return;
  await Promise.all([
    writeFile(`${path}.br`, await promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } })),
    writeFile(`${path}.gz`, await promisify(gzip)(text, { level: constants.Z_BEST_COMPRESSION })),
  ]);
}
