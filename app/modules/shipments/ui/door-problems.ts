import { m } from "#app/i18n/paraglide/messages.js";
import { problemsAtDoor } from "../door-check.ts";
import { doorBoxes } from "../door-form.ts";
import type { DoorFormProps } from "./door-form.tsx";
import { doorProblemWords } from "./door-words.ts";

/** What the house would refuse of what stands in the form, in its own words; said before anybody drives off. */
export function problemsIn(
  form: FormData,
  { shown, tolerances, photos }: DoorFormProps,
): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [at, line] of shown.lines.entries()) {
    const full = (name: string) => `lines[${at}].${name}`;
    const texts = (name: string) =>
      form
        .getAll(full(name))
        .flatMap((value) => (typeof value === "string" && value.trim() ? [value.trim()] : []));
    const photo = form.get(full("photo"));
    const hasPhoto = (photo instanceof File && photo.size > 0) || photos.includes(full("photo"));
    const boxes = doorBoxes({ texts, text: (name) => texts(name)[0] });
    const problems = problemsAtDoor(boxes, line, { hasPhoto, basisPoints: tolerances[at] ?? 0 });
    for (const [box, problem] of Object.entries(problems))
      if (problem) found[full(box)] = [doorProblemWords(problem)];
  }
  const isBlank = (name: string) => String(form.get(name) ?? "").trim() === "";
  if (isBlank("receiverName")) found["receiverName"] = [m.kit_error_required()];
  if (isBlank("witnessName") && !isBlank("witnessSignature"))
    found["witnessName"] = [m.shipments_error_signatureNeedsName()];
  return found;
}
