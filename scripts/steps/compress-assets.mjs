// Beside every script and style of the build lies its compressed twin, made as small as it gets.

import fs from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);
/** Below it nothing is won. */
const BYTES_MIN = 500;

/** @param {string} folder */
export async function compressAssets(folder) {
  const names = (await fs.readdir(folder)).filter((name) => /\.(js|css)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const content = await fs.readFile(file);
      if (content.length < BYTES_MIN) return;
      const small = await compress(content, {
        params: {
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        },
      });
      await fs.writeFile(`${file}.br`, small);
    }),
  );
}
