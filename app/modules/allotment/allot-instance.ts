import { z } from "zod";

export const ALLOT_FORMAT = "lumbung-allot/1";

const whole = (least: number) =>
  z
    .int("must be a whole number")
    .min(least, least === 0 ? "must not be below 0" : `must be at least ${least}`);

// Half of a surrogate pair cannot be written into a file: two members told apart by it would come out as one.
const Id = z
  .string("must be text")
  .min(1, "must not be empty")
  .refine((id) => !/\p{Surrogate}/u.test(id), "must be well-formed text");
const Lots = whole(0);

// Kept as it was read: a record of the schema would lose the wave that somebody calls "__proto__".
const ByWave = z.custom<Readonly<Record<string, number>>>().superRefine((lots, context) => {
  if (typeof lots !== "object" || lots === null || Array.isArray(lots))
    return context.addIssue("must be an object of waves");
  for (const [wave, count] of Object.entries(lots)) {
    const wrong = Lots.safeParse(count).error?.issues[0];
    if (wrong) context.addIssue({ code: "custom", path: [wave], message: wrong.message });
  }
});

const AllotRule = z.enum(["hamilton", "webster", "equal", "priority"]);
export type AllotRule = z.output<typeof AllotRule>;

const AllotWave = z.object({ id: Id, lots: Lots });
const AllotMember = z.object({
  id: Id,
  weight: whole(1),
  past: z.int("must be a whole number").default(0),
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
    throw new AllotRefused(placeOf(first?.path ?? []), first?.message ?? "is not a call-off");
  }
  checkAllotInstance(parsed.data);
  return parsed.data;
}

/** `members[3].perWave.W1`, as everything else that is refused names its place. */
function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, step) => {
    if (typeof step === "number") return `${place}[${step}]`;
    return place === "" ? String(step) : `${place}.${String(step)}`;
  }, "");
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
