import { readFileSync } from "node:fs";
import path from "node:path";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";
import remixConfig from "./remix.config.js";
import { fewerChunks } from "./scripts/steps/fewer-chunks.ts";

/**
 * Paraglide re-exports each of some thousand messages by `export *`, and a bundler then looks for every name in every file.
 * Named one by one they bundle in half the time; the bundles are the same.
 */
function messagesByName(): Plugin {
  return {
    name: "messages-by-name",
    transform(code, id) {
      if (!id.endsWith("/paraglide/messages/_index.js")) return null;
      const folder = path.dirname(id);
      return code.replaceAll(/^export \* from '(.+)'$/gm, (_, file: string) => {
        const said = readFileSync(path.join(folder, file), "utf8");
        // A key with capitals is exported under its name in quotes, for file names know none.
        const names = [...said.matchAll(/^export (?:const (\w+)|\{ \w+ as "(\w+)" \})/gm)].map(
          ([, plain, quoted]) => plain ?? quoted,
        );
        return `export { ${names.join(", ")} } from '${file}'`;
      });
    },
  };
}

/** One language's sentence in a message as Paraglide writes it. */
const SAID = /^const (id|en)_\w+ = .* \(i?\) => \{\n\treturn \/\*\* .*? \*\/ \((`[\s\S]*?`)\)\n\};$/gm;
const ASKED = /\(\(inputs(?: = \{\})?, options = \{\}\) => \{[\s\S]*?\n\}\)/;

/**
 * A browser goes on in the language that the page says, so Paraglide's ways of choosing one stay at home, and each message
 * is one function instead of three: a screen says hundreds of them.
 */
function wordsForBrowsers(): Plugin {
  return {
    name: "words-for-browsers",
    apply: "build",
    transform(code, id, { ssr } = {}) {
      if (ssr === true) return null;
      if (id.endsWith("/paraglide/runtime.js"))
        return `let locale = () => "id";
          export const getLocale = () => locale();
          export const overwriteGetLocale = (next) => { locale = next; };
          export const isEnglish = (options) => (options?.locale ?? locale()) === "en";`;
      if (!/\/paraglide\/messages\/(?!_index\.)[^/]+\.js$/.test(id)) return null;
      const { id: indonesian, en: english } = Object.fromEntries(
        [...code.matchAll(SAID)].map(([, locale, sentence]) => [locale, sentence]),
      );
      if (!indonesian || !english || !ASKED.test(code))
        throw new Error(`A message of an unknown shape: ${id}`);
      return code
        .replaceAll(SAID, "")
        .replace(/^import .*$/m, 'import { isEnglish } from "../runtime.js";')
        .replace(ASKED, () => `((i, options) => (isEnglish(options) ? ${english} : ${indonesian}))`);
    },
  };
}

export default defineConfig(({ command }) => ({
  plugins: [
    messagesByName(),
    wordsForBrowsers(),
    tailwindcss(),
    // A build finds the messages compiled (scripts/steps/messages.mjs); compiled once more they would lose their declaration.
    command === "serve" &&
      paraglideVitePlugin({
        project: "./app/i18n/project.inlang",
        outdir: "./app/i18n/paraglide",
        strategy: ["custom-lumbung", "baseLocale"],
      }),
    remix(remixConfig),
    fewerChunks(),
  ],
  // The programs stand in build/ already, and may be running; whoever begins a build empties it.
  build: { target: "es2022", sourcemap: false, emptyOutDir: false },
  server: { hmr: { port: 24_678 } },
}));
