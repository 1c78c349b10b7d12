// Messages of app/i18n become functions, one module each, and one declaration of them all.

import fs from "node:fs";
import path from "node:path";
import { runNode, TOOLS } from "./run.mjs";
import { ROOT } from "./settings.mjs";

const OUT = path.join(ROOT, "app/i18n/paraglide");

/** Compiles the messages, and says their types in one file: read from five thousand modules they cost the compiler half its time. */
export async function compileMessages() {
  await runNode(TOOLS.paraglide, [
    ...["compile", "--project", "./app/i18n/project.inlang", "--outdir", "./app/i18n/paraglide", "--silent"],
    // The same as in vite.config.ts, or the two would undo what the other wrote.
    ...["--strategy", "custom-lumbung", "baseLocale"],
    // Each bundle keeps only its own half: a browser asks for no server's, and the other way round.
    ...["--is-server", "import.meta.env?.SSR ?? typeof window === 'undefined'"],
  ]);
  const folder = path.join(OUT, "messages");
  const modules = fs.readdirSync(folder).filter((file) => file.endsWith(".js") && file !== "_index.js");
  const told = modules.sort().map((file) => declarationOf(fs.readFileSync(path.join(folder, file), "utf8")));
  fs.writeFileSync(
    path.join(OUT, "messages.d.ts"),
    [
      'import type { LocalizedString } from "./runtime.js";',
      'type Options = { locale?: "id" | "en" };',
      ...told,
      'export * as m from "./messages.js";',
      "",
    ].join("\n"),
  );
}

/** One message as the compiler wrote it: what it asks for, and its name, which stands in quotes where it has capitals. */
function declarationOf(written) {
  const asked = /@typedef \{(\{.*\})\} \w+Inputs/.exec(written)?.[1];
  const [, quoted, plain] = /export (?:\{ \w+ as "(\w+)" \}|const (\w+))/.exec(written) ?? [];
  const name = quoted ?? plain;
  if (!asked || !name) throw new Error(`a message that cannot be declared: ${written.slice(0, 300)}`);
  return `export declare const ${name}: (inputs${asked === "{}" ? "?" : ""}: ${asked}, options?: Options) => LocalizedString;`;
}
