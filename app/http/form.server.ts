import { randomBytes } from "node:crypto";
import { data, redirect } from "@remix-run/node";
import type { z } from "zod";
import { sayRefusal } from "#app/i18n/refusals.ts";
import type { Call } from "#app/kernel/call.ts";
import { Invalid, Refusal } from "#app/kernel/errors.ts";
import type { Command, CommandResult } from "#app/platform/command.server.ts";
import { formBody } from "./body.server.ts";
import { flashCookie } from "./flash.server.ts";
import { refuseCrossSite } from "./origin.server.ts";
import { statusOf } from "./respond.server.ts";

/** A form as it was sent. Names such as `lines[0].quantity` are rows of `lines`; an empty field is no field. */
export type FormFields = {
  /** Trimmed; undefined when it is missing or blank. */
  readonly text: (name: string) => string | undefined;
  /** As typed, blanks included: for passwords. */
  readonly exact: (name: string) => string;
  /** Every value of a name that may come several times (checkboxes). */
  readonly texts: (name: string) => string[];
  /** True when a checkbox was ticked. */
  readonly has: (name: string) => boolean;
  /** Undefined when no file was chosen. */
  readonly file: (name: string) => File | undefined;
  /** The rows `name[0]`, `name[1]` … in the order of their numbers; gaps are closed up. */
  readonly rows: (name: string) => FormFields[];
  /** What the person typed, for showing the form again; without files and passwords. */
  readonly values: () => Readonly<Record<string, string>>;
};

const ROWS_MAX = 500;
const NEVER_SHOWN_AGAIN = /password|sandi|token|^_key$/i;

/** A fresh receipt key for a form; made by the loader, sent along as `_key`. */
export function newReceiptKey(): string {
  return randomBytes(16).toString("base64url");
}

/** Reads the form of a POST and refuses one that another site sent. */
export async function readForm(request: Request): Promise<FormFields> {
  refuseCrossSite(request);
  return fieldsOf(await formBody(request), "");
}

/** Views a form through names that begin with `prefix`. */
export function fieldsOf(form: FormData, prefix: string): FormFields {
  const exact = (name: string) => {
    const value = form.get(prefix + name);
    return typeof value === "string" ? value : "";
  };
  return {
    exact,
    text: (name) => exact(name).trim() || undefined,
    texts: (name) =>
      form
        .getAll(prefix + name)
        .flatMap((value) => (typeof value === "string" && value.trim() ? [value.trim()] : [])),
    has: (name) => form.has(prefix + name),
    file: (name) => {
      const value = form.get(prefix + name);
      return value instanceof File && value.size > 0 ? value : undefined;
    },
    rows: (name) =>
      rowNumbers(form, prefix + name).map((number) => fieldsOf(form, `${prefix}${name}[${number}].`)),
    values: () => shownAgain(form),
  };
}

function rowNumbers(form: FormData, name: string): number[] {
  const found = new Set<number>();
  for (const key of form.keys()) {
    const rest = key.startsWith(`${name}[`) ? key.slice(name.length + 1) : "";
    const number = /^(\d{1,4})\]\./.exec(rest)?.[1];
    if (number !== undefined) found.add(Number(number));
  }
  if (found.size > ROWS_MAX) throw new Invalid({ [name]: ["identity.tooManyRows"] });
  return [...found].sort((a, b) => a - b);
}

function shownAgain(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form)
    if (typeof value === "string" && !NEVER_SHOWN_AGAIN.test(name)) values[name] = value;
  return values;
}

/** What an action answers when nothing was done: sentences per field ("" for the whole form), and what was typed. */
export type FormAnswer = {
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

export type Answered = ReturnType<typeof data<FormAnswer>>;

/** A refusal as the answer to a form, with the status that fits it; rethrows outages, bugs and what does not exist. */
export function formAnswer(
  error: unknown,
  form: FormFields,
  fieldNames: Readonly<Record<string, string>> = {},
): Answered {
  const status = statusOf(error);
  if (!(error instanceof Refusal) || status === null || error.kind === "missing") throw error;
  const errors: Record<string, string[]> = {};
  const add = (path: string, sentence: string) => {
    const name = fieldNameOf(path, fieldNames);
    const said = errors[name] ?? [];
    if (!said.includes(sentence)) said.push(sentence);
    errors[name] = said;
  };
  if (error instanceof Invalid)
    for (const [path, codes] of Object.entries(error.fields))
      for (const code of codes) add(path, sayRefusal(code, error.params));
  const field = error.params["field"];
  if (Object.keys(errors).length === 0)
    add(typeof field === "string" ? field : "", sayRefusal(error.code, error.params));
  return data({ errors, values: form.values() }, { status });
}

/** `lines[2].quantityBase` with `{ quantityBase: "quantity" }` is the field `lines[2].quantity`. */
function fieldNameOf(path: string, fieldNames: Readonly<Record<string, string>>): string {
  const whole = fieldNames[path];
  if (whole !== undefined) return whole;
  const cut = path.lastIndexOf(".") + 1;
  const last = fieldNames[path.slice(cut)];
  return last === undefined ? path : path.slice(0, cut) + last;
}

type FormDeed<Schema extends z.ZodType, Result extends CommandResult> = {
  readonly call: Call;
  readonly command: Command<Schema, Result>;
  /** From fields to the command's input; may throw Invalid for what cannot be read. */
  readonly input: (form: FormFields) => Unread<z.input<Schema>> | Promise<Unread<z.input<Schema>>>;
  /** Where to go when it is done. */
  readonly to: (result: Result) => string | Promise<string>;
  /** One sentence about what was done, shown on the next page. */
  readonly flash?: (result: Result) => string;
  /** Cookies to set when it is done: a registration signs in. */
  readonly cookies?: (result: Result) => Promise<readonly string[]>;
  /** Input paths, or their last names, that the form calls otherwise. */
  readonly fieldNames?: Readonly<Record<string, string>>;
  /** False for commands with a secret in their input: no receipt remembers a hash of it. */
  readonly keyed?: boolean;
};

/** What a form gives for an input: the same names, any of them possibly missing; the command's schema judges. */
type Unread<Input> = Input extends readonly unknown[]
  ? Input
  : Input extends object
    ? { readonly [Name in keyof Input]?: unknown }
    : Input;

/**
 * Gives a form to a command. Done: redirects (303, thrown) with the flash. Refused: answers 422, 403 or 409 with
 * sentences beside the fields, and nothing was changed. The form's `_key` makes a second sending harmless.
 */
export async function formCommand<Schema extends z.ZodType, Result extends CommandResult>(
  form: FormFields,
  deed: FormDeed<Schema, Result>,
): Promise<Answered> {
  const key = deed.keyed === false ? null : (form.text("_key") ?? null);
  let result: Result;
  try {
    const input = await deed.input(form);
    result = await deed.command({ ...deed.call, key }, input as z.input<Schema>);
  } catch (error) {
    return formAnswer(error, form, deed.fieldNames);
  }
  const headers = new Headers();
  if (deed.flash) headers.append("set-cookie", flashCookie({ text: deed.flash(result) }));
  for (const cookie of (await deed.cookies?.(result)) ?? []) headers.append("set-cookie", cookie);
  throw redirect(await deed.to(result), { status: 303, headers });
}

/** The bytes of an uploaded file as a command takes them. */
export async function uploadOf(
  file: File | undefined,
): Promise<{ fileName: string; bytes: Uint8Array } | undefined> {
  return file && { fileName: file.name || "berkas", bytes: new Uint8Array(await file.arrayBuffer()) };
}
