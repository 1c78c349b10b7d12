import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { expect, onTestFinished, test } from "vitest";

// Goal: a check that has gone silent is noticed. Method: plant one bad file for each tool where the tool would meet it,
// and demand that it complains about just that. A tool that accepts its canary fails here, whatever it says elsewhere.

const ROOT = path.resolve(import.meta.dirname, "../..");
const PATIENCE = { timeout: 180_000 };

async function plant(file: string, text: string): Promise<string> {
  const full = path.join(ROOT, file);
  await writeFile(full, text);
  onTestFinished(() => rm(full, { force: true }));
  return file;
}

function said(tool: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const program = path.join(ROOT, "node_modules/.bin", tool);
    execFile(program, [...args], { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 }, (_error, out, complaint) =>
      resolve(out + complaint),
    );
  });
}

// Both in one run: to read the types of the house takes longer than to judge two files.
test(
  "the typed lint bites a query that nobody awaits, and a row that is locked elsewhere than behind the doors of its file",
  PATIENCE,
  async () => {
    const forgotten = await plant(
      "app/modules/orders/canary-lint.server.ts",
      `import type { Transaction } from "#db/client.server.ts";\nimport { orders } from "#db/schema/orders.ts";\nexport async function forget(tx: Transaction) {\n  tx.update(orders).set({ note: "lost" });\n}\n`,
    );
    const locked = await plant(
      "app/modules/orders/canary-lock.server.ts",
      [
        'import { sql } from "drizzle-orm";',
        'import type { Transaction } from "#db/client.server.ts";',
        'import { orders } from "#db/schema/orders.ts";',
        'export const byBuilder = (tx: Transaction) => tx.select().from(orders).for("update");',
        "export const bySql = (tx: Transaction) => tx.execute(sql`select 1 from orders for no key update`);",
        'export const byText = (tx: Transaction) => tx.execute(sql.raw("select 1 from orders FOR SHARE"));',
        'export const symbol = Symbol.for("canary");',
      ].join("\n"),
    );
    const complaint = await said("eslint", [forgotten, locked]);
    const linesOf = (rule: string) =>
      [...complaint.matchAll(/^\s*(\d+):\d+\s+error.*\s([\w/@-]+)$/gm)].flatMap(([, line, broken]) =>
        broken === rule ? [line] : [],
      );
    expect(linesOf("@typescript-eslint/no-floating-promises"), complaint).toEqual(["4"]);
    expect(linesOf("no-restricted-syntax"), complaint).toEqual(["4", "5", "6"]);
  },
);

test("the fast lint bites a barrel", PATIENCE, async () => {
  const file = await plant("app/modules/orders/canary-barrel.ts", `export * from "./order.ts";\n`);
  expect(await said("biome", ["check", file])).toMatch(/noBarrelFile|noReExportAll/);
});

test(
  "the walls bite a pure file that reaches for the database, and a room that looks up",
  PATIENCE,
  async () => {
    const file = await plant(
      "app/modules/orders/canary-wall.ts",
      `import { db } from "#db/client.server.ts";\nimport { draftOf } from "../invoicing/invoice.ts";\nexport const reach = [db, draftOf];\n`,
    );
    const complaint = await said("depcruise", [file, "--config", ".dependency-cruiser.cjs"]);
    expect(complaint).toContain("pure-files-stay-pure");
    expect(complaint).toContain("orders-looks-down-only");
  },
);

test("the dead-code check bites a file that nobody imports", PATIENCE, async () => {
  const file = await plant("app/modules/orders/canary-dead.ts", "export const unheard = 1;\n");
  expect(await said("knip", ["--include", "files"])).toContain(file);
});

test("the compiler bites an index that may not be there, and an undefined that was not allowed", () => {
  const config = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), (name) => readFileSync(name, "utf8"));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  const name = path.join(ROOT, "canary.ts");
  const text = `const list: string[] = [];\nexport const first: string = list[0];\nexport const maybe: { a?: string } = { a: undefined };\n`;
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, language, ...rest) =>
    file === name ? ts.createSourceFile(file, text, language) : read(file, language, ...rest);
  const program = ts.createProgram([name], { ...options, types: [], incremental: false }, host);
  const codes = ts.getPreEmitDiagnostics(program, program.getSourceFile(name)).map((problem) => problem.code);
  expect(codes).toEqual(expect.arrayContaining([2322, 2375]));
});
