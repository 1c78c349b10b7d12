import { dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { ProducerWord } from "../producer-word-reads.server.ts";

type Shown = Pick<ProducerWord, "id" | "said" | "saidAt" | "answer">;

/** What a producer said, and what was answered. */
export function ProducerWords({ words, zone }: { readonly words: readonly Shown[]; readonly zone: Zone }) {
  return (
    <ul className="flex flex-col gap-3">
      {words.map((word) => (
        <li key={word.id} className="border-l-4 border-rice-300 pl-3">
          <p className="font-semibold [overflow-wrap:anywhere]">{word.said}</p>
          <p className="text-sm text-ink-faint">{dateTime(word.saidAt, zone)}</p>
          <p className="text-ink-soft [overflow-wrap:anywhere]">{word.answer ?? m.catalogue_word_waits()}</p>
        </li>
      ))}
    </ul>
  );
}
