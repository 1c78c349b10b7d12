import { expect, test } from "vitest";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { answerWord } from "#app/modules/catalogue/answer-word.server.ts";
import { keepBalanceLink } from "#app/modules/catalogue/keep-balance-link.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { visitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: a producer's own link shows how they stand with one seller and takes a word, and nothing else; a new one closes the old.
const database = await testDatabase();
fixClock(WORLD_STARTS);
const town = world(database);

test("a producer sees what they brought by a link, says what is not right, and reads the answer", async () => {
  const koperasi = await town.koperasi();
  const call = town.callOf(koperasi.business);
  const { producerId } = await addProducer(call, { name: "Bu Katmi" });
  const { producerId: other } = await addProducer(call, { name: "Pak Slamet" });
  await registerLot(town.callOf(koperasi.warehouse), {
    listingId: await town.listing(koperasi),
    originRegionCode: koperasi.regionCode,
    harvestedOn: town.today,
    availableFrom: town.today,
    expiresOn: town.deliveryDay,
    sources: [
      { producerId, quantityBase: "30000" },
      { producerId: other, quantityBase: "20000" },
    ],
  });
  const tokenNow = async () =>
    (await openLinkToken(koperasi.id, { purpose: "balance", subjectId: producerId }, town.at)) ?? "";
  await keepBalanceLink(call, { producerId, open: "true" });
  const old = await tokenNow();
  town.advance(1000);
  await keepBalanceLink(town.callOf(koperasi.business), { producerId, open: "true" });
  const token = await tokenNow();

  const phone = visitor();
  for (const path of [`/t/saldo/${old}`, `/t/panen/${token}`, `/t/${token}`])
    expect((await phone.get(path)).status, path).toBe(404);
  const page = await phone.get(`/t/saldo/${token}`);
  expect(page.body).toMatchObject({
    balance: { name: "Bu Katmi", dueRupiah: 0n, lots: [{ broughtBase: 30_000n, leftBase: 30_000n }] },
  });
  const shown = JSON.stringify(page.body, (_name, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  for (const secret of [other, "Pak Slamet", koperasi.id]) expect(shown).not.toContain(secret);

  const say = (said: string) => phone.post(`/t/saldo/${token}`, { said });
  for (const said of ["Timbangan beda 2 kg", "Belum dibayar", "Halo"])
    expect((await say(said)).status).toBe(303);
  // A link is no chat: the fourth waits until somebody answered.
  expect((await say("Sekali lagi")).status).toBe(422);
  const waiting = (await tasksFor(koperasi.secretary.actor, town.at)).filter(
    (task) => task.kind === "producer.answer",
  );
  expect(waiting.map((task) => task.path)).toEqual(Array(3).fill(`produsen/${producerId}`));
  const [row] = await database.sql`select id from producer_words order by said_at, id limit 1`;
  const wordId = row?.["id"] as string;
  const stranger = await town.koperasi();
  expect(
    await outcomeOf(answerWord(town.callOf(stranger.business), { wordId, answer: "Ditimbang ulang" })),
  ).toBe("catalogue.wordMissing");
  expect(
    await outcomeOf(answerWord(town.callOf(koperasi.warehouse), { wordId, answer: "Ditimbang ulang" })),
  ).toBe("catalogue.forbidden");
  const answer = () => answerWord(town.callOf(koperasi.secretary), { wordId, answer: "Ditimbang ulang" });
  expect(await outcomeOf(answer())).toBe("done");
  expect(await outcomeOf(answer())).toBe("catalogue.wordAnswered");
  expect(JSON.stringify((await phone.get(`/t/saldo/${token}`)).body["words"])).toContain("Ditimbang ulang");
  await keepBalanceLink(town.callOf(koperasi.business), { producerId, open: "false" });
  expect((await phone.get(`/t/saldo/${token}`)).status).toBe(404);
});
