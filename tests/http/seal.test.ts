import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { clearNight } from "#app/modules/matching/clear-night.server.ts";
import { openMarketDay } from "#app/modules/matching/open-market-day.server.ts";
import { openNights } from "#app/modules/matching/open-nights.server.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { leavesOf, rootOf } from "#tests/support/outsider.ts";
import { runScript } from "#tests/support/run-script.ts";
import { visitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: a published night can be checked by somebody without an account, without the database and without our solver.
// Method: one real night; an outsider downloads what the page links to, runs the verifier's command on it, hashes the
// files, and computes leaves and root with a program of its own. Then one number of it is changed.
afterAll(closeMatchingThreads);

const HOUR_MS = 3_600_000;

type SealedCell = {
  readonly commodityCode: string;
  readonly resultHash: string;
  readonly components: readonly string[];
  readonly rest: string;
};

/** Two kitchens ask for more eggs than two koperasi have; one night clears and publishes it. */
async function publishedNight(): Promise<string> {
  const database = await testDatabase({ poolSize: 10 });
  fixClock(WORLD_STARTS);
  const town = world(database);
  for (const priceRupiah of ["28000", "28500"])
    await town.goods(await town.koperasi(), { priceRupiah }, { quantityBase: 60_000n });
  const orderIds = [await town.order(await town.kitchen()), await town.order(await town.kitchen())];
  for (const orderId of orderIds) await openMarketDay(town.systemCall(), { orderId });
  const call = { ...town.systemCall(), at: new Date(town.at.getTime() + 48 * HOUR_MS) };
  const { nightIds } = await openNights(call, {});
  for (const nightId of nightIds) await clearNight(call, { nightId });
  return nightIds[0] ?? "";
}

async function download(file: string): Promise<string> {
  const { status, body, headers } = await visitor().get(file);
  expect(status).toBe(200);
  expect(headers.get("content-disposition")).toMatch(/^attachment/);
  // The visitor parses JSON; the files are written without any space, as the hash of the answer shows.
  return JSON.stringify(body);
}

test("an outsider proves a published night from its files, and one changed number is caught", async () => {
  const nightId = await publishedNight();
  const { body } = await visitor().get(`/segel/${nightId}`);
  const { root } = body["night"] as { root: string };
  const folder = mkdtempSync(path.join(os.tmpdir(), "lumbung-outsider-"));
  const leaves: string[] = [];
  for (const cell of body["cells"] as SealedCell[]) {
    const page = `/segel/${nightId}/${cell.commodityCode}`;
    const [instance, result] = [
      await download(`${page}-instance.json`),
      await download(`${page}-result.json`),
    ];
    expect(createHash("sha256").update(result).digest("hex")).toBe(cell.resultHash);
    const files = { input: path.join(folder, "instance.json"), result: path.join(folder, "result.json") };
    writeFileSync(files.input, instance);
    writeFileSync(files.result, result);
    const verify = () => runScript("match-verify", ["--input", files.input, "--result", files.result]);
    expect(await verify()).toMatchObject({ code: 0, err: "" });

    const own = leavesOf(JSON.parse(instance), JSON.parse(result));
    expect(own.toSorted()).toEqual([...cell.components, cell.rest].toSorted());
    leaves.push(...own);
    expect(JSON.parse(result).assignments.length).toBeGreaterThan(1);
    await expectCaught({ instance, result, root, leaves: own, verify, files });
  }
  expect(leaves.length).toBeGreaterThan(1);
  expect(rootOf(leaves)).toBe(root);
});

type Sealed = {
  readonly instance: string;
  readonly result: string;
  readonly root: string;
  readonly leaves: readonly string[];
  readonly verify: () => ReturnType<typeof runScript>;
  readonly files: { readonly input: string; readonly result: string };
};

/** Every number of the files, one at a time: neither the leaves nor the root are those of the night any more. */
async function expectCaught({ instance, result, root, leaves, verify, files }: Sealed): Promise<void> {
  for (const changed of changedNumbers(instance)) {
    const other = leavesOf(JSON.parse(changed), JSON.parse(result));
    expect(other).not.toEqual(leaves);
    expect(rootOf(other)).not.toBe(root);
  }
  const sale = /"quantity":(\d+)/.exec(result)?.[1] ?? "";
  writeFileSync(files.result, result.replace(`"quantity":${sale}`, `"quantity":${Number(sale) + 1}`));
  const caught = await verify();
  expect(caught).toMatchObject({ code: 1, out: "" });
  expect(caught.err).toMatch(/^match:verify: [^\n]+\n$/);
}

function* changedNumbers(text: string): Generator<string> {
  for (const found of text.matchAll(/(?<=("quantity":|\d,))\d+(?=[\]}])/g))
    yield `${text.slice(0, found.index)}${Number(found[0]) + 1}${text.slice(found.index + found[0].length)}`;
}
