import postgres from "postgres";

/** The packs of nights that are not published yet, those with cells to clear first. */
export async function waitingPacks(url: string): Promise<{ nightId: string; pack: number }[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const rows = await sql`
    select c.night_id, c.pack, bool_or(c.run_id is null) as waits from match_cells c join match_nights n on n.id = c.night_id
    where n.state <> 'published' group by 1, 2 order by waits desc, 1, 2`;
  await sql.end();
  return rows.map((row) => ({ nightId: String(row["night_id"]), pack: Number(row["pack"]) }));
}
