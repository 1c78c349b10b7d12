import { and, isNull, lt, notInArray, sql } from "drizzle-orm";
import { hashPassword } from "#app/modules/identity/password.server.ts";
import { setParameter } from "#app/modules/regions/set-parameter.server.ts";
import { setClock } from "#app/platform/clock.server.ts";
import { keepProofResults } from "#app/platform/proof-results.server.ts";
import { db } from "#db/client.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { outbox } from "#db/schema/platform.ts";
import { planCallOffs } from "./call-offs.server.ts";
import { planCast } from "./cast.server.ts";
import { planContracts } from "./contracts.server.ts";
import { planCooperative } from "./cooperative.server.ts";
import { DEMO_PASSWORD } from "./credentials.ts";
import { planMenus } from "./kitchen-menus.server.ts";
import { planKitchens } from "./kitchens.server.ts";
import { OPERATOR } from "./organisations.ts";
import { openStage, type Stage } from "./stage.server.ts";
import { planSurveys } from "./survey.server.ts";
import { planWares } from "./wares.server.ts";

/** Noted on the register itself once the world is whole, so that an unfinished one is known for what it is. */
const WHOLE = "demo, whole";

async function noteOfWorld(): Promise<string | null> {
  const [row] = await db().execute<{ note: string | null }>(
    sql`select obj_description('organisations'::regclass, 'pg_class') as note`,
  );
  return row?.note ?? null;
}

/**
 * Builds the demo world through the application's commands, as of `now`: six weeks of past, a present with work for
 * everybody, and what is on its way. Does nothing when it is there already. Refuses a database in which anybody
 * has registered otherwise, and fails loudly when a proof does not hold.
 */
export async function buildDemo(
  databaseUrl: string,
  now: Date,
  say: (text: string) => void = () => {},
): Promise<"built" | "present"> {
  if ((await noteOfWorld()) === WHOLE) return "present";
  const [registered] = await db().select({ id: organisations.id }).from(organisations).limit(1);
  if (registered)
    throw new Error(
      "Basis data ini sudah berisi organisasi; dunia contoh hanya dibuat di basis data kosong.",
    );
  const stage = openStage(now);
  try {
    await play(stage, say);
  } finally {
    setClock(null);
  }
  await settleOldNews(stage);
  await prove(databaseUrl);
  await db().execute(sql.raw(`comment on table organisations is '${WHOLE}'`));
  say("Dunia contoh siap; semua bukti terpenuhi.");
  return "built";
}

async function play(stage: Stage, say: (text: string) => void): Promise<void> {
  planCast(stage, await hashPassword(DEMO_PASSWORD));
  planRules(stage);
  planSurveys(stage);
  planWares(stage);
  const drawn = planContracts(stage);
  planCallOffs(stage, drawn);
  planKitchens(stage);
  planMenus(stage);
  planCooperative(stage);
  const chapters = [
    [-45, "Organisasi mendaftar dan diverifikasi…"],
    [-30, "Produsen, barang dan harga masuk pasar…"],
    [-14, "Dua pekan pesanan, kiriman dan pembayaran…"],
    [0, "Hari ini…"],
  ] as const;
  for (const [days, text] of chapters) {
    const at = stage.on(days, "00:00");
    if (at <= stage.now) stage.agenda.plan(at, async () => say(text));
  }
  await stage.agenda.run();
}

/** In the demo an offer waits a whole day for its answer: whoever looks around in the evening still finds one. */
function planRules(stage: Stage): void {
  const at = stage.on(-45, "08:20");
  stage.agenda.plan(at, async () => {
    await setParameter(stage.as(OPERATOR.key, ["operator_admin"], at), {
      key: "market.answer_minutes",
      value: "1440",
      validFrom: new Date(at.getTime() + 86_400_000).toISOString().slice(0, 10),
      source: "Dunia contoh: tawaran menunggu jawaban sehari (Demo)",
    });
  });
}

const HOUR_MS = 3_600_000;
const RECENT_HOURS = 12;
/** What the worker still does with old news: draw the papers and send the mails. */
const LEFT_TO_WORKER = ["document.issued", "mail.queued"];

/** The news of the past has had its effect already, because the story called the same commands; only the newest is left to react to. */
async function settleOldNews(stage: Stage): Promise<void> {
  await db()
    .update(outbox)
    .set({ relayedAt: stage.now })
    .where(
      and(
        isNull(outbox.relayedAt),
        lt(outbox.occurredAt, new Date(stage.now.getTime() - RECENT_HOURS * HOUR_MS)),
        notInArray(outbox.name, LEFT_TO_WORKER),
      ),
    );
}

async function prove(databaseUrl: string): Promise<void> {
  const results = await proveDatabase(databaseUrl);
  await keepProofResults(results, new Date());
  const broken = results.filter((proof) => proof.rows.length > 0);
  if (broken.length === 0) return;
  const told = broken.map(
    ({ name, claim, rows }) => `${name}: ${claim}\n${JSON.stringify(rows.slice(0, 3))}`,
  );
  throw new Error(`Bukti dilanggar dalam dunia contoh:\n${told.join("\n")}`);
}
