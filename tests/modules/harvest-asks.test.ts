import { expect, test } from "vitest";
import { momentOf } from "#app/kernel/calendar.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { answerHarvest } from "#app/modules/catalogue/answer-harvest.server.ts";
import { askHarvest } from "#app/modules/catalogue/ask-harvest.server.ts";
import { asksOf } from "#app/modules/catalogue/harvest-reads.server.ts";
import { withdrawHarvest } from "#app/modules/catalogue/withdraw-harvest.server.ts";
import { linkHolder } from "#app/modules/identity/access-link-reads.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { codeOf } from "#tests/support/kad03.ts";
import { visitor } from "#tests/support/visitor.ts";
import { type Koperasi, WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: a producer without an account answers one question by a link, until its hour, and reaches nothing else.
// Method: the question through its command, the answer both through the command and as a phone without scripts sends it.
const database = await testDatabase();
fixClock(WORLD_STARTS);
const town = world(database);
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

async function asked(koperasi: Koperasi, names: readonly string[], wish: { readonly unit?: string } = {}) {
  const call = town.callOf(koperasi.business);
  const listingId = await town.listing(koperasi, {
    commodityCode: "WRT",
    gradeCode: "A",
    title: "Wortel A",
    ...(wish.unit === undefined ? {} : { unit: wish.unit, basePerUnit: "10000" }),
  });
  const producers = await Promise.all(names.map((name) => addProducer(call, { name })));
  const question = {
    listingId,
    onDay: town.deliveryDay,
    bringBy: "14.30",
    priceRupiah: "9000",
    payDays: 7,
    asks: producers.map(({ producerId }) => ({ producerId, quantityBase: "40000" })),
  };
  const { askIds } = await askHarvest(call, question);
  return { listingId, question, askIds };
}

async function seen(koperasi: Koperasi, askId: string, at: Date = town.at) {
  const rows = await asksOf(koperasi.id, { from: town.today, at });
  const row = rows.find(({ ask }) => ask.id === askId);
  if (!row) throw new Error("the seller sees its own question");
  return row;
}

async function tokenOf(koperasi: Koperasi, askId: string): Promise<string> {
  const { token } = await seen(koperasi, askId);
  if (token === null) throw new Error("the link is open");
  return token;
}

async function holderCall(token: string, at: Date = town.at) {
  const holder = await linkHolder(token, at);
  if (!holder) throw new Error("the link opens");
  return { actor: holder.actor, at, key: null, causation: null };
}

test("a producer says all, a part or no, changes it until the hour, and an officer notes what was said by telephone", async () => {
  const koperasi = await town.koperasi();
  const { askIds } = await asked(koperasi, ["Bu Katmi", "Pak Slamet", "Mbah Jo"]);
  const [first = "", second = "", third = ""] = askIds;
  const call = await holderCall(await tokenOf(koperasi, first));
  await answerHarvest(call, { askId: first, promisedBase: "0" });
  expect((await seen(koperasi, first)).ask).toMatchObject({ state: "declined", promisedBase: 0n });
  await answerHarvest(call, { askId: first, promisedBase: "25000" });
  expect((await seen(koperasi, first)).ask).toMatchObject({
    state: "promised",
    promisedBase: 25_000n,
    answeredBy: null,
  });
  await answerHarvest(town.callOf(koperasi.secretary), { askId: second, promisedBase: "40000" });
  expect((await seen(koperasi, second)).ask.answeredBy).toBe(koperasi.secretary.personId);
  expect(await codeOf(answerHarvest(call, { askId: first, promisedBase: "40001" }))).toBe(
    "catalogue.askMore",
  );
  // One's own link answers no other question, and whoever may not ask may not answer for them.
  expect(await codeOf(answerHarvest(call, { askId: third, promisedBase: "1000" }))).toBe(
    "catalogue.askMissing",
  );
  const stranger = await town.koperasi();
  for (const who of [koperasi.warehouse, stranger.business])
    expect(await codeOf(answerHarvest(town.callOf(who), { askId: third, promisedBase: "1000" }))).toMatch(
      /^catalogue\.(forbidden|askMissing)$/,
    );
});

test("a link opened after its hour, taken back, or for something else opens nothing, and says so", async () => {
  const koperasi = await town.koperasi();
  const { askIds } = await asked(koperasi, ["Bu Katmi", "Pak Slamet"]);
  const [first = "", second = ""] = askIds;
  const [token, other] = [await tokenOf(koperasi, first), await tokenOf(koperasi, second)];
  const hour = momentOf(town.deliveryDay, "14:30", "Asia/Jakarta");
  expect(await linkHolder(token, new Date(hour.getTime() - MINUTE_MS))).not.toBeNull();
  expect(await linkHolder(token, new Date(hour.getTime() + MINUTE_MS))).toBeNull();
  // Opened in time and answered too late: the command looks at the clock again.
  const call = await holderCall(token);
  const late = { ...call, at: new Date(hour.getTime() + HOUR_MS) };
  expect(await codeOf(answerHarvest(late, { askId: first, promisedBase: "1000" }))).toBe("catalogue.askLate");

  const phone = visitor();
  expect((await phone.get(`/t/${token}`)).status).toBe(404);
  const page = await phone.get(`/t/panen/${token}`);
  expect(page.status).toBe(200);
  const shown = JSON.stringify(page.body, (_name, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  for (const secret of [koperasi.id, koperasi.business.personId, first, "Pak Slamet"])
    expect(shown).not.toContain(secret);
  expect((await phone.post(`/t/panen/${token}`, { intent: "part", quantity: "12,5" })).status).toBe(303);
  expect((await seen(koperasi, first)).ask.promisedBase).toBe(12_500n);
  const refused = await phone.post(`/t/panen/${token}`, { intent: "part", quantity: "41" });
  expect(refused).toMatchObject({ status: 422, body: { errors: { quantity: [expect.any(String)] } } });
  expect((await seen(koperasi, first)).ask.promisedBase).toBe(12_500n);

  await withdrawHarvest(town.callOf(koperasi.business), { askId: second });
  expect((await phone.get(`/t/panen/${other}`)).status).toBe(404);
  expect((await phone.post(`/t/panen/${other}`, { intent: "all" })).status).toBe(404);
  expect((await seen(koperasi, second)).ask).toMatchObject({ state: "withdrawn", promisedBase: null });
});

test("nobody is asked for an hour that has passed, part of a pack, or by a stranger", async () => {
  const koperasi = await town.koperasi();
  const { question, listingId, askIds } = await asked(koperasi, ["Bu Katmi"], { unit: "peti 10 kg" });
  const call = town.callOf(koperasi.business);
  const ask = (wish: object) => codeOf(askHarvest(call, { ...question, ...wish }));
  expect(await ask({ onDay: town.today, bringBy: "00:01" })).toBe("catalogue.askPast");
  expect(await ask({ asks: question.asks.map((one) => ({ ...one, quantityBase: "15000" })) })).toBe(
    "catalogue.askWholePacks",
  );
  const packed = { askId: askIds[0] ?? "", promisedBase: "15000" };
  expect(await codeOf(answerHarvest(call, packed))).toBe("catalogue.askWholePacks");
  expect(await ask({ asks: [] })).toBe("kernel.invalid");
  const stranger = await town.koperasi();
  const { producerId } = await addProducer(town.callOf(stranger.business), { name: "Pak Lain" });
  expect(await ask({ asks: [{ producerId, quantityBase: "10000" }] })).toBe("catalogue.producerMissing");
  expect(await codeOf(askHarvest(town.callOf(stranger.business), { ...question, listingId }))).toBe(
    "catalogue.missing",
  );
});
