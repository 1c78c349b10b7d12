/**
 * Three kinds of failure and no more: a Refusal (the world is fine, the answer is no), an Outage (the world
 * is not fine, try later), and everything else, which is a bug of ours. Refusals carry a code and
 * parameters, never a sentence: only `i18n/` makes sentences.
 */
export type RefusalParams = Readonly<Record<string, string | number>>;
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

export abstract class Refusal extends Error {
  abstract readonly kind: "invalid" | "forbidden" | "missing" | "conflict" | "ruleBroken";
  /** `module.reason`, looked up in the messages of that module. */
  readonly code: string;
  readonly params: RefusalParams;

  constructor(code: string, params: RefusalParams = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = new.target.name;
    this.code = code;
    this.params = params;
  }
}

/** The input cannot be read. `fields` maps a path such as `lines[0].quantity` to refusal codes. */
export class Invalid extends Refusal {
  readonly kind = "invalid";
  readonly fields: FieldErrors;

  constructor(fields: FieldErrors, code = "kernel.invalid") {
    super(code);
    this.fields = fields;
  }
}

/** The caller is known and may not do this. */
export class Forbidden extends Refusal {
  readonly kind = "forbidden";
}

/** It does not exist, or the caller may not know that it does. The two look the same on purpose. */
export class Missing extends Refusal {
  readonly kind = "missing";
}

/** Somebody else was first, or the same key came with other input. */
export class Conflict extends Refusal {
  readonly kind = "conflict";
}

/** A rule of the trade says no. */
export class RuleBroken extends Refusal {
  readonly kind = "ruleBroken";
}

/** Something we lean on is away; `retryAfterSeconds` is a hint, not a promise. */
export class Outage extends Error {
  readonly gateway: string;
  readonly retryAfterSeconds: number;

  constructor(gateway: string, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(`${gateway} is away`, { cause: options.cause });
    this.name = "Outage";
    this.gateway = gateway;
    this.retryAfterSeconds = options.retryAfterSeconds ?? 30;
  }
}

/** States something that is always true; when it is not, the fault is ours and nothing may go on. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
