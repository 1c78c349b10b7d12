import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const FOLDER = "app/i18n/paraglide";

/** The module of all messages, from the root of the house. */
export const MESSAGES_IN_ONE = `${FOLDER}/messages-in-one.js`;

function isCurrent(): boolean {
  if (!existsSync(MESSAGES_IN_ONE)) return false;
  const written = statSync(MESSAGES_IN_ONE).mtimeMs;
  const folder = path.join(FOLDER, "messages");
  return readdirSync(folder).every((file) => statSync(path.join(folder, file)).mtimeMs < written);
}

/**
 * Writes all messages into one module beside those that the compiler made, one for each: a test file that draws screens would load
 * some five thousand, and spend most of its time on that. Locale and registry stay the modules that everything else uses. Nothing is
 * done while no message has changed.
 */
export async function writeMessagesInOne(): Promise<void> {
  if (isCurrent()) return;
  await build({
    entryPoints: [`${FOLDER}/messages.js`],
    outfile: MESSAGES_IN_ONE,
    bundle: true,
    format: "esm",
    platform: "node",
    charset: "utf8",
    minifyWhitespace: true,
    logLevel: "warning",
    plugins: [
      {
        name: "the-rest-stays-outside",
        setup({ onResolve }) {
          onResolve({ filter: /(runtime|registry)\.js$/ }, ({ path }) => ({
            path: `./${path.split("/").at(-1)}`,
            external: true,
          }));
        },
      },
    ],
  });
}
