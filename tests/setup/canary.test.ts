import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
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

// All in one run: to read the types of the house takes longer than to judge two files.
test(
  "the typed lint bites a query that nobody awaits, an index that may not be there, and an undefined that was not allowed",
  PATIENCE,
  async () => {
    const forgotten = await plant(
      "app/modules/orders/canary-lint.server.ts",
      `import type { Transaction } from "#db/client.server.ts";\nimport { orders } from "#db/schema/orders.ts";\nexport async function forget(tx: Transaction) {\n  tx.update(orders).set({ note: "lost" });\n}\n`,
    );
    const mistyped = await plant(
      "app/modules/orders/canary-types.ts",
      `const list: string[] = [];\nexport const first: string = list[0];\nexport const maybe: { a?: string } = { a: undefined };\n`,
    );
    const complaint = await said("oxlint", [
      ...["--type-aware", "--type-check", "--format", "unix"],
      ...[forgotten, mistyped],
    ]);
    expect(complaint).toMatch(/canary-lint\.server\.ts:4:3: .*no-floating-promises/);
    expect(complaint).toMatch(/canary-types\.ts:2:14: .*TS2322/);
    expect(complaint).toMatch(/canary-types\.ts:3:14: .*TS2375/);
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
