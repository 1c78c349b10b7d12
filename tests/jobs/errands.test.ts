import { SMTPServer } from "smtp-server";
import { expect, onTestFinished, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Outage } from "#app/kernel/errors.ts";
import { issueDocument } from "#app/modules/documents/issue-document.server.ts";
import { storedFacts } from "#app/modules/documents/paper-of.ts";
import { pruneEvents } from "#app/platform/deliveries.server.ts";
import { forgetEnv } from "#app/platform/env.server.ts";
import { fileById } from "#app/platform/files.server.ts";
import { setMailGateway, smtpGateway } from "#app/platform/gateways/mail.server.ts";
import { mailById, queueMail } from "#app/platform/mail-out.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { catalogue } from "#jobs/catalogue.ts";
import { testDatabase } from "#tests/support/database.ts";
import { paperFacts } from "#tests/support/papers.ts";
import { foundOrganisation } from "#tests/support/rows.ts";
import { startTestWorker } from "#tests/support/worker.ts";

const call: Call = {
  actor: { kind: "system", name: "test" },
  at: new Date("2026-03-27T01:00:00Z"),
  key: null,
  causation: null,
};
const letter = { to: "ketua@contoh.test", subject: "Pesanan baru", body: "Ada 120 kg bayam yang dicari.\n" };
const send = () => inTransaction((tx) => queueMail(tx, call, letter));

type Received = { to: string[]; text: string };

/** A real mail server on a free port, which answers recipients with `code` as long as it is not 250. */
async function mailServer(code: () => number): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo: (_address, _session, done) => {
      const answer = code();
      if (answer === 250) done();
      else done(Object.assign(new Error("no"), { responseCode: answer }));
    },
    onData: (stream, session, done) => {
      let text = "";
      stream.on("data", (chunk) => {
        text += String(chunk);
      });
      stream.on("end", () => {
        received.push({ to: session.envelope.rcptTo.map((one) => one.address), text });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `smtp://127.0.0.1:${address.port}`, received };
}

function speakTo(url: string): void {
  setMailGateway(smtpGateway(url, "Lumbung <lumbung@contoh.test>"));
  onTestFinished(() => setMailGateway(null));
}

test("a queued mail reaches the mail server once, after the deed is done, through a greylisting too", async () => {
  const { url } = await testDatabase();
  let tries = 0;
  const server = await mailServer(() => {
    tries += 1;
    return tries === 1 ? 451 : 250;
  });
  speakTo(server.url);
  const worker = await startTestWorker({ url });
  const mailId = await send();
  await worker.settle();
  expect(tries).toBe(2);
  expect(server.received).toHaveLength(1);
  expect(server.received[0]?.to).toEqual(["ketua@contoh.test"]);
  expect(server.received[0]?.text).toContain(`Message-ID: <${mailId}@contoh.test>`);
  expect(server.received[0]?.text).toContain("Subject: Pesanan baru");
  expect(await mailById(mailId)).toMatchObject({ state: "sent", attempts: 1 });
});

test("a mail that its server will never take is marked and not tried again", async () => {
  const { url } = await testDatabase();
  const server = await mailServer(() => 550);
  speakTo(server.url);
  const worker = await startTestWorker({ url });
  const mailId = await send();
  await worker.settle();
  expect(await mailById(mailId)).toMatchObject({ state: "failed", attempts: 1, sentAt: null });
});

test("a mail server that does not answer is an outage, not an answer", async () => {
  const gateway = smtpGateway("smtp://127.0.0.1:1", "Lumbung <lumbung@contoh.test>");
  await expect(gateway.send({ id: "mal_1", ...letter })).rejects.toThrow(Outage);
});

test("without a mail server, mails stay in the local outbox", async () => {
  const { url } = await testDatabase();
  delete process.env["SMTP_URL"];
  forgetEnv();
  setMailGateway(null);
  const worker = await startTestWorker({ url });
  const mailId = await send();
  await worker.settle();
  expect(await mailById(mailId)).toMatchObject({ state: "sent", subject: "Pesanan baru" });
});

test("an issued paper gets its PDF", async () => {
  const database = await testDatabase();
  const issuer = await foundOrganisation(
    database,
    { kind: "kitchen", regionCode: "35.72.02.1003", roles: [] },
    call.at,
  );
  const worker = await startTestWorker({ url: database.url });
  const { documentId, number } = await inTransaction((tx) =>
    issueDocument(tx, call, {
      organisationId: issuer.id,
      kind: "SP",
      subjectId: "ord_test",
      facts: storedFacts("SP", paperFacts.SP),
      on: businessDay("2026-03-27"),
      readers: [],
    }),
  );
  await worker.settle();
  const [document] = await database.sql`select file_id from documents where id = ${documentId}`;
  const file = await fileById(String(document?.["file_id"]));
  expect(file).toMatchObject({
    mediaType: "application/pdf",
    fileName: `${number.replaceAll("/", "-")}.pdf`,
  });
  expect(file?.bytes.subarray(0, 5).toString()).toBe("%PDF-");
});

test("old events are forgotten when every reaction is done with them, and never while one is owed", async () => {
  const { sql } = await testDatabase();
  await sql`insert into outbox (id, name, payload, occurred_at, relayed_at) values
    ('evt_done', 'x', '{}', '2026-03-01', '2026-03-01'), ('evt_owed', 'x', '{}', '2026-03-01', '2026-03-01'),
    ('evt_deaf', 'x', '{}', '2026-03-01', '2026-03-01'), ('evt_new', 'x', '{}', '2026-03-20', '2026-03-20'),
    ('evt_waiting', 'x', '{}', '2026-03-01', null)`;
  await sql`insert into event_deliveries (event_id, reaction, outcome, settled_at) values
    ('evt_done', 'a', 'done', now()), ('evt_done', 'b', 'refused', now()),
    ('evt_owed', 'a', 'done', now()), ('evt_owed', 'b', null, null)`;
  expect(await pruneEvents(new Date("2026-03-14"), 1)).toBe(1);
  expect(await pruneEvents(new Date("2026-03-14"), 10)).toBe(1);
  expect(await pruneEvents(new Date("2026-03-14"), 10)).toBe(0);
  const left = await sql`select id from outbox order by id`;
  expect(left.map((row) => row["id"])).toEqual(["evt_new", "evt_owed", "evt_waiting"]);
  const deliveries = await sql`select distinct event_id from event_deliveries`;
  expect(deliveries.map((row) => row["event_id"])).toEqual(["evt_owed"]);
});

test("upkeep forgets receipts after thirty days and raises the alarm when the books do not prove", async () => {
  const database = await testDatabase({ proofs: false });
  const { sql } = database;
  const worker = await startTestWorker({ url: database.url });
  await sql`insert into command_receipts (command, scope, key, input_hash, created_at) values
    ('c', 's', 'old', 'h', now() - interval '31 days'), ('c', 's', 'young', 'h', now() - interval '29 days')`;
  await worker.runSchedule("prune-receipts");
  expect((await sql`select key from command_receipts`).map((row) => row["key"])).toEqual(["young"]);
  await worker.runSchedule("prune-outbox");

  await worker.runSchedule("prove-the-books");
  const wish = { kind: "koperasi", regionCode: "35.72.02.1003", roles: [] } as const;
  const { id } = await foundOrganisation(database, wish, call.at);
  await sql`insert into document_series (organisation_id, kind, year, last_serial) values (${id}, 'INV', 2026, 2)`;
  await sql`insert into documents
    (id, organisation_id, kind, year, serial, number, subject_id, facts, facts_hash, verification_code, issued_at)
    values ('doc_gap', ${id}, 'INV', 2026, 2, '002', 'bil_1', '{}', 'h', 'code', now())`;
  await expect(worker.runSchedule("prove-the-books")).rejects.toThrow(
    /proofs do not hold: documents-gapless/,
  );
});

test("tries that ran out are forgotten, and those that still hold somebody back are not", async () => {
  const { sql, url } = await testDatabase();
  const worker = await startTestWorker({ url });
  await sql`insert into rate_limits (key, points, expire) values
    ('masuk:old', 9, now() - interval '1 minute'), ('masuk:held', 9, now() + interval '1 minute'), ('masuk:ever', 9, null)`;
  await worker.runSchedule("forget-expired-tries");
  const left = await sql`select key from rate_limits order by key`;
  expect(left.map((row) => row["key"])).toEqual(["masuk:ever", "masuk:held"]);
});

test("names of jobs are keys: the catalogue has each once", () => {
  const names = [...catalogue.reactions, ...catalogue.schedules].map((one) => one.name);
  expect(new Set(names).size).toBe(names.length);
});
