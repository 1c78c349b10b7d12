import { type KeptForm, keptIn } from "#app/ui/form/kept-store.ts";
import { smallPhoto } from "#app/ui/form/small-photo.ts";

/** A form as it is kept, and what it puts right: something of the same subject that was refused or kept back. */
export async function keptFrom(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  queue: string,
): Promise<{ readonly next: KeptForm; readonly before: KeptForm | null }> {
  const sent = new FormData(form);
  if (submitter instanceof HTMLButtonElement && submitter.name !== "")
    sent.set(submitter.name, submitter.value);
  const about = form.dataset["about"] ?? "";
  const held = await keptIn(queue);
  const before = held.find((one) => one.about === about && one.refused !== null) ?? null;
  const at = new Date().toISOString();
  // What was put right is another answer to the same question: the house must not take it for the first one again.
  const key = before === null ? String(sent.get("_key") ?? at) : `${before.key}-${Date.now().toString(36)}`;
  sent.set("_key", key);
  // When it was filled in first is when it happened.
  sent.set("happenedAt", before?.at ?? at);
  const next = {
    queue,
    key,
    about,
    title: form.dataset["title"] ?? "",
    action: form.action,
    at: before?.at ?? at,
    fields: [...sent].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : [])),
    photos: await photosOf(sent, before),
    names: [...new Set([...form.elements].flatMap((element) => element.getAttribute("name") ?? []))],
    refused: null,
  };
  return { next, before };
}

/** The photos of a form, small; a photo that was taken before need not be taken again. */
async function photosOf(sent: FormData, before: KeptForm | null): Promise<KeptForm["photos"]> {
  const taken = [...sent].flatMap(([name, value]) =>
    value instanceof File && value.size > 0 ? [{ name, file: value }] : [],
  );
  const fresh = await Promise.all(
    // What is no picture goes as it is: the house says what is wrong with it.
    taken.map(async ({ name, file }) => ({ name, picture: (await smallPhoto(file)) ?? file })),
  );
  const replaced = new Set(fresh.map(({ name }) => name));
  return [...fresh, ...(before?.photos ?? []).filter(({ name }) => !replaced.has(name))];
}
