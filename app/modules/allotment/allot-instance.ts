import { z } from "zod";

export const ALLOT_FORMAT = "lumbung-allot/1";

const Id = z.string().min(1);
const Lots = z.int().min(0);
const ByWave = z.record(z.string(), Lots);

const AllotRule = z.enum(["hamilton", "webster", "equal", "priority"]);
export type AllotRule = z.output<typeof AllotRule>;

const AllotWave = z.object({ id: Id, lots: Lots });
const AllotMember = z.object({
  id: Id,
  weight: z.int().min(1),
  past: z.int().default(0),
  floor: Lots.default(0),
  cap: Lots.optional(),
  perWave: ByWave,
  cost: ByWave.default({}),
});

/** A call-off to be split among koperasi, as the file format `lumbung-allot/1` writes it. Counts are whole lots. */
export const AllotInstance = z.object({
  format: z.literal(ALLOT_FORMAT),
  rule: AllotRule,
  waves: z.array(AllotWave).readonly(),
  members: z.array(AllotMember).readonly(),
});
/** What may be left out of the file may be left out here too. */
export type AllotInstance = z.input<typeof AllotInstance>;

/** The call-off cannot be split as asked; `where` names the first place that is wrong. */
export class AllotRefused extends Error {
  override readonly name = "AllotRefused";
  constructor(
    readonly where: string,
    readonly why: string,
  ) {
    super(where === "" ? why : `${where}: ${why}`);
  }
}

/** Reads parsed JSON as a call-off to split. Refuses the first thing that is wrong, in one line. */
export function readAllotInstance(json: unknown): AllotInstance {
  const parsed = AllotInstance.safeParse(json);
  if (!parsed.success) {
    const first = parsed.error.issues[0];
    throw new AllotRefused((first?.path ?? []).map(String).join("."), first?.message ?? "is not a call-off");
  }
  checkAllotInstance(parsed.data);
  return parsed.data;
}

// Webster gives lots one at a time. Whoever asks for more than this has confused lots with kilograms.
const LOTS_MAX = 20_000_000;

/** Refuses what the schema cannot see: repeated ids, waves that are not there, a rule that does not fit the waves. */
export function checkAllotInstance({ rule, waves, members }: AllotInstance): void {
  refuseRepeated("waves", waves);
  refuseRepeated("members", members);
  if (rule === "hamilton" && waves.length !== 1)
    throw new AllotRefused("rule", "hamilton splits exactly one wave");
  const lots = waves.reduce((sum, wave) => sum + wave.lots, 0);
  if (!Number.isSafeInteger(lots)) throw new AllotRefused("waves", "ask for more lots than can be counted");
  if ((rule === "webster" || rule === "equal") && lots > LOTS_MAX) {
    throw new AllotRefused(
      "waves",
      `ask for ${lots} lots; ${rule} splits at most ${LOTS_MAX}, so use a larger lot`,
    );
  }
  const known = new Set(waves.map((wave) => wave.id));
  for (const [at, member] of members.entries()) {
    for (const field of ["perWave", "cost"] as const) {
      const unknown = Object.keys(member[field] ?? {}).find((id) => !known.has(id));
      if (unknown !== undefined) {
        throw new AllotRefused(`members[${at}].${field}`, `${JSON.stringify(unknown)} is not a wave`);
      }
    }
  }
}

function refuseRepeated(list: string, entries: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const [at, { id }] of entries.entries()) {
    if (seen.has(id)) throw new AllotRefused(`${list}[${at}].id`, `${JSON.stringify(id)} is there twice`);
    seen.add(id);
  }
}
