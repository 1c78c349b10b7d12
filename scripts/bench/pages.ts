// The five main pages of the demo, signed in as their users, over HTTP. The floor is renderToString of a table of fifty
// rows behind plain node:http in a process of its own, asked in turns with the pages.

import { fork } from "node:child_process";
import postgres from "postgres";
import { sessionCookie } from "#app/http/session.server.ts";
import { openSession } from "#app/modules/identity/open-session.server.ts";
import { newSecretToken, secretTokenHash } from "#app/modules/identity/secret-token.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { figuresOf, type Load, load, report } from "./load.ts";

const CLIENTS = 8;
const ROUNDS = 3;
const SECONDS = 3;

const url = process.env["DATABASE_URL"] ?? "";
const base = process.env["BASE_URL"] ?? "";
const sql = postgres(url, { max: 2 });
const pool = pointPoolAt(url, 4);

async function cookieOf(email: string): Promise<string> {
  const [person] = await sql`select id from persons where email = ${email}`;
  const token = newSecretToken();
  await openSession(
    { actor: { kind: "system", name: "bench" }, at: new Date(), key: null, causation: null },
    {
      personId: String(person?.["id"]),
      tokenHash: secretTokenHash(token),
      isComplete: true,
      userAgent: "bench",
    },
  );
  return sessionCookie(token).split(";")[0] ?? "";
}

async function homeOf(email: string): Promise<string> {
  const [row] = await sql`
    select o.slug from persons p join memberships m on m.person_id = p.id join organisations o on o.id = m.organisation_id
    where p.email = ${email} and m.ended_at is null limit 1`;
  return String(row?.["slug"]);
}

const finance = {
  cookie: await cookieOf("keuangan.s08@contoh.test"),
  home: await homeOf("keuangan.s08@contoh.test"),
};
const chair = {
  cookie: await cookieOf("ketua.k07@contoh.test"),
  home: await homeOf("ketua.k07@contoh.test"),
};
const [order] = await sql`
  select o.id from orders o join organisations k on k.id = o.buyer_id where k.slug = ${finance.home} order by o.id desc limit 1`;

const pages = [
  { name: "kitchen: tugas hari ini", path: `/${finance.home}`, cookie: finance.cookie },
  { name: "kitchen: pesanan", path: `/${finance.home}/pesanan`, cookie: finance.cookie },
  { name: "kitchen: one order", path: `/${finance.home}/pesanan/${order?.["id"]}`, cookie: finance.cookie },
  { name: "kitchen: pasar", path: `/${finance.home}/pasar`, cookie: finance.cookie },
  { name: "koperasi: tugas hari ini", path: `/${chair.home}`, cookie: chair.cookie },
];

async function ask(target: string, cookie: string): Promise<void> {
  const answer = await fetch(target, { headers: { cookie, accept: "text/html" }, redirect: "manual" });
  const body = await answer.text();
  if (answer.status !== 200 || !body.includes("</html>")) throw new Error(`${answer.status} at ${target}`);
}

const floorProcess = fork(new URL("./floor-page.ts", import.meta.url), { execArgv: ["--import", "tsx"] });
const floorUrl = await new Promise<string>((resolve) =>
  floorProcess.once("message", (address) => resolve(String(address))),
);

const loads = new Map<string, Load[]>();
const measure = async (name: string, target: string, cookie: string, seconds: number) => {
  loads.set(name, [...(loads.get(name) ?? []), await load(CLIENTS, seconds, () => ask(target, cookie))]);
};
for (const page of pages) await load(CLIENTS, 1, () => ask(base + page.path, page.cookie));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const page of pages) await measure(page.name, base + page.path, page.cookie, SECONDS);
  await measure("renderToString floor", floorUrl, "", SECONDS);
}
floorProcess.kill();

const figures = Object.fromEntries([...loads].map(([name, list]) => [name, figuresOf(list)]));
const floor = figures["renderToString floor"]?.perSecond ?? 1;
report("pages", {
  ...figures,
  ...Object.fromEntries(
    pages.map(({ name }) => [
      `${name} / floor`,
      Math.round(((figures[name]?.perSecond ?? 0) / floor) * 10_000) / 10_000,
    ]),
  ),
});
await sql.end();
await pool.close();
