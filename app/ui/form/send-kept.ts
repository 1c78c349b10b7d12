import { fieldId } from "#app/ui/form/field.tsx";
import { forget, type KeptForm, keep, keptIn } from "#app/ui/form/kept-store.ts";

/** Where the house sends somebody who is signed out: a form that ends there was not taken. */
const SIGN_IN = "/masuk";

type Answer =
  | { readonly kind: "taken" | "later" | "signedOut" | "lost" }
  | { readonly kind: "refused"; readonly why: Readonly<Record<string, readonly string[]>> };

export type Sent = {
  readonly taken: readonly KeptForm[];
  /** The session ran out; what is kept waits for signing in. */
  readonly isSignedOut: boolean;
  /** There was no way to the house. */
  readonly isLost: boolean;
};

let underway: Promise<Sent> | null = null;

/** Sends what waits in a queue, the oldest first, until one does not get through; never twice at the same time. */
export function sendKept(queue: string): Promise<Sent> {
  underway ??= sendAll(queue).finally(() => {
    underway = null;
  });
  return underway;
}

async function sendAll(queue: string): Promise<Sent> {
  const taken: KeptForm[] = [];
  for (const form of await keptIn(queue)) {
    if (form.refused !== null) continue;
    const answer = await send(form);
    if (answer.kind === "later") break;
    if (answer.kind === "lost") return { taken, isSignedOut: false, isLost: true };
    if (answer.kind === "signedOut") return { taken, isSignedOut: true, isLost: false };
    if (answer.kind === "refused") await keep({ ...form, refused: answer.why });
    else {
      await forget(queue, form.key);
      taken.push(form);
    }
  }
  return { taken, isSignedOut: false, isLost: false };
}

async function send(form: KeptForm): Promise<Answer> {
  const body = new FormData();
  for (const [name, value] of form.fields) body.append(name, value);
  for (const { name, picture } of form.photos) body.append(name, picture);
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    if (new URL(answer.url).pathname === SIGN_IN) return { kind: "signedOut" };
    if (answer.ok) return { kind: "taken" };
    if (answer.status >= 500 || answer.status === 429) return { kind: "later" };
    return { kind: "refused", why: whyIn(await answer.text(), form) };
  } catch {
    return { kind: "lost" };
  }
}

/** Whether there is a way to the house now. What the browser says of itself is not asked: a phone on a dead line says yes. */
export async function reachesHouse(): Promise<boolean> {
  try {
    return (await fetch("/health/live", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/** The answer is the page that a browser without scripts would show; the summary at its head says what was wrong. */
function whyIn(html: string, form: KeptForm): Record<string, string[]> {
  const nameOf = new Map(form.names.map((name) => [fieldId(name), name]));
  const why: Record<string, string[]> = {};
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const entry of page.querySelectorAll("[role=alert] li")) {
    const name = nameOf.get(entry.querySelector("a")?.getAttribute("href")?.slice(1) ?? "") ?? "";
    const sentences = why[name] ?? [];
    sentences.push(entry.textContent ?? "");
    why[name] = sentences;
  }
  return why;
}
