import { createHash } from "node:crypto";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { actingOrganisation, actorName, type Call } from "#app/kernel/call.ts";
import { Conflict, type FieldErrors, Invalid, Refusal } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { auditEvents, commandReceipts } from "#db/schema/platform.ts";
import { type Isolation, inTransactionWithLast, type TransactionAt } from "#db/transaction.server.ts";
import { log, withLogContext } from "./log.server.ts";
import { commandSeconds, refusals } from "./metrics.server.ts";
import { newId } from "./new-id.server.ts";

/** What a command answers: ids and small facts, so that a receipt can repeat it word for word. */
export type CommandResult = { readonly [name: string]: string | number | boolean | null | readonly string[] };

type Definition<
  Schema extends z.ZodType,
  Result extends CommandResult,
  Level extends Isolation = "repeatable read",
> = {
  readonly name: string;
  readonly input: Schema;
  /** Throws when the actor may not; runs inside the transaction, so that it sees what the command sees. */
  readonly permit: (tx: TransactionAt<Level>, call: Call, input: z.output<Schema>) => Promise<void>;
  /** May run more than once: the database can ask for a retry. Nothing here may reach beyond `tx`. */
  readonly run: (tx: TransactionAt<Level>, call: Call, input: z.output<Schema>) => Promise<Result>;
  /** What the deed was done to, for the audit trail; by default the first id in the result. */
  readonly subject?: (input: z.output<Schema>, result: Result) => string | null;
  /** Input fields that the audit trail must not keep (passwords, tokens). */
  readonly secret?: readonly string[];
  /** What the deed sees of others. Only in read committed may it `hold` rows and then decide by others. */
  readonly isolation?: Level;
};

export type Command<Schema extends z.ZodType, Result extends CommandResult> = {
  (call: Call, input: z.input<Schema>): Promise<Result>;
  readonly commandName: string;
  readonly input: Schema;
};

/** Digits instead of bigints and sorted keys, so that equal inputs are equal texts. */
function canonical(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return createHash("sha256").update(value).digest("hex");
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, canonical(inner)]),
  );
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
    "",
  );
}

/** Field path → codes. A code of ours is kept; what the schema library says in its own words becomes a kernel code. */
export function fieldErrorsOf(error: z.ZodError): FieldErrors {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const code = /^[a-z-]+\.[A-Za-z]+$/.test(issue.message)
      ? issue.message
      : `kernel.${issue.code === "invalid_type" && issue.input === undefined ? "required" : "badValue"}`;
    const path = pathText(issue.path);
    fields[path] = [...(fields[path] ?? []), code];
  }
  return fields;
}

/**
 * The one door for writes: parse → begin → claim receipt → permit → run → audit and answer with the commit, retried when the
 * database could not put two transactions in order. A refusal thrown anywhere rolls everything back.
 *
 * With a key in the call, the first answer is kept with a hash of the input. The same key and input get that answer
 * again without running; the same key with other input is a Conflict.
 *
 * What the house does by itself and changes nothing leaves no trace: a round that found nothing due writes neither
 * receipt nor audit row, and a repeated one looks again. What a person asked for is always kept.
 */
export function command<
  Schema extends z.ZodType,
  Result extends CommandResult,
  Level extends Isolation = "repeatable read",
>(definition: Definition<Schema, Result, Level>): Command<Schema, Result> {
  const act = async (call: Call, rawInput: z.input<Schema>): Promise<Result> => {
    const parsed = definition.input.safeParse(rawInput, { reportInput: true });
    if (!parsed.success) throw new Invalid(fieldErrorsOf(parsed.error));
    const input = parsed.data;
    return inTransactionWithLast(
      async (tx) => {
        const earlier =
          call.actor.kind === "system"
            ? await findReceipt<Result>(tx, definition.name, call, input)
            : await claimReceipt<Result>(tx, definition.name, call, input);
        if (earlier.found) return { answer: earlier.result, last: null };
        await definition.permit(tx, call, input);
        const answer = await definition.run(tx, call, input);
        return { answer, last: written(definition, call, input, answer) };
      },
      definition.isolation ? { isolation: definition.isolation } : {},
    );
  };
  const measured = (call: Call, rawInput: z.input<Schema>) =>
    withLogContext({ command: definition.name, actor: actorName(call.actor) }, () =>
      measure(definition.name, () => act(call, rawInput)),
    );
  return Object.assign(measured, { commandName: definition.name, input: definition.input });
}

async function measure<T>(name: string, act: () => Promise<T>): Promise<T> {
  const started = performance.now();
  let outcome = "done";
  try {
    return await act();
  } catch (error) {
    outcome = error instanceof Refusal ? "refused" : "failed";
    if (error instanceof Refusal) refusals.inc({ command: name, code: error.code });
    throw error;
  } finally {
    const seconds = (performance.now() - started) / 1000;
    commandSeconds.observe({ command: name, outcome }, seconds);
    log.info({ outcome, ms: Math.round(seconds * 1000) }, "command");
  }
}

type Earlier<Result> = { readonly found: true; readonly result: Result } | { readonly found: false };

async function claimReceipt<Result>(
  tx: Transaction,
  name: string,
  call: Call,
  input: unknown,
): Promise<Earlier<Result>> {
  if (call.key === null) return { found: false };
  const inputHash = hashOf(input);
  const scope = receiptScope(call);
  const claimed = await tx
    .insert(commandReceipts)
    .values({ command: name, scope, key: call.key, inputHash, createdAt: call.at })
    .onConflictDoNothing()
    .returning({ key: commandReceipts.key });
  if (claimed.length === 1) return { found: false };
  const earlier = await findReceipt<Result>(tx, name, call, input);
  if (!earlier.found) throw new Conflict("kernel.keyReused");
  return earlier;
}

function hashOf(input: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(canonical(input)))
    .digest("hex");
}

async function findReceipt<Result>(
  tx: Transaction,
  name: string,
  call: Call,
  input: unknown,
): Promise<Earlier<Result>> {
  if (call.key === null) return { found: false };
  const [receipt] = await tx
    .select({ inputHash: commandReceipts.inputHash, result: commandReceipts.result })
    .from(commandReceipts)
    .where(
      and(
        eq(commandReceipts.command, name),
        eq(commandReceipts.scope, receiptScope(call)),
        eq(commandReceipts.key, call.key),
      ),
    );
  if (!receipt) return { found: false };
  if (receipt.inputHash !== hashOf(input)) throw new Conflict("kernel.keyReused");
  return { found: true, result: receipt.result as Result };
}

function receiptScope(call: Call): string {
  return `${actorName(call.actor)}@${actingOrganisation(call.actor) ?? "-"}`;
}

/**
 * The last statement of a deed: writes down who did what, and keeps the answer under the call's key. Of a round of the house
 * only where this transaction has changed or locked anything: only then has the database given it a number. When
 * the same round was done elsewhere meanwhile, its receipt is in the way: this one is rolled back and finds that answer instead.
 */
function written<Schema extends z.ZodType, Result extends CommandResult, Level extends Isolation>(
  definition: Definition<Schema, Result, Level>,
  call: Call,
  input: z.output<Schema>,
  result: Result,
): SQL {
  const { actor } = call;
  const isRound = actor.kind === "system";
  return sql`
    with deed as materialized (select where ${!isRound} or pg_current_xact_id_if_assigned() is not null)${receiptKept(definition.name, call, input, result)}
    insert into ${auditEvents} (id, at, actor, organisation_id, command, subject_id, input, causation)
    select ${newId("audit")}, ${call.at.toISOString()}::timestamptz, ${actorName(actor)}, ${actingOrganisation(actor)}, ${definition.name},
      ${subjectOf(definition, input, result)}, ${JSON.stringify(canonical(toldOf(definition, input)))}::jsonb, ${call.causation}
    from deed`;
}

/** The receipt as a part of the last statement: a person's was claimed before and gets its answer, a round's is written now. */
function receiptKept(name: string, call: Call, input: unknown, result: CommandResult): SQL {
  if (call.key === null) return sql``;
  const answer = sql`${JSON.stringify(result)}::jsonb`;
  if (call.actor.kind === "system")
    return sql`, receipt as (
      insert into ${commandReceipts} (command, scope, key, input_hash, result, created_at)
      select ${name}, ${receiptScope(call)}, ${call.key}, ${hashOf(input)}, ${answer}, ${call.at.toISOString()}::timestamptz from deed
    )`;
  return sql`, receipt as (
    update ${commandReceipts} set result = ${answer}
    where command = ${name} and scope = ${receiptScope(call)} and key = ${call.key}
  )`;
}

function subjectOf<Schema extends z.ZodType, Result extends CommandResult, Level extends Isolation>(
  { subject }: Definition<Schema, Result, Level>,
  input: z.output<Schema>,
  result: Result,
): string | null {
  if (subject) return subject(input, result);
  return Object.values(result).find((value): value is string => typeof value === "string") ?? null;
}

/** The input as the audit trail keeps it: without its secrets. */
function toldOf<Schema extends z.ZodType, Result extends CommandResult, Level extends Isolation>(
  definition: Definition<Schema, Result, Level>,
  input: z.output<Schema>,
): unknown {
  const secret = new Set(definition.secret ?? []);
  if (typeof input !== "object" || input === null || secret.size === 0) return input;
  return Object.fromEntries(Object.entries(input).filter(([field]) => !secret.has(field)));
}
