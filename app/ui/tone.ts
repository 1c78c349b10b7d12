import type { IconName } from "#app/ui/icon.tsx";

/**
 * What a colour may mean. `leaf` is done or good, `rice` wants attention, `brick` is danger or above the ceiling,
 * `neutral` is a plain fact. A tone always comes with an icon and a word: colour is never the only signal.
 */
export type Tone = "neutral" | "leaf" | "rice" | "brick";

export const toneText: Record<Tone, string> = {
  neutral: "text-ink-soft",
  leaf: "text-leaf-700",
  rice: "text-rice-700",
  brick: "text-brick-700",
};

export const toneTint: Record<Tone, string> = {
  neutral: "bg-sunken text-ink-soft",
  leaf: "bg-leaf-50 text-leaf-700",
  rice: "bg-rice-50 text-rice-700",
  brick: "bg-brick-50 text-brick-700",
};

export const toneEdge: Record<Tone, string> = {
  neutral: "border-line-strong",
  leaf: "border-leaf-200",
  rice: "border-rice-200",
  brick: "border-brick-300",
};

/** The solid colour of a tone, for bars and lines of charts. */
export const toneFill: Record<Tone, string> = {
  neutral: "var(--color-edge)",
  leaf: "var(--color-leaf-500)",
  rice: "var(--color-rice-400)",
  brick: "var(--color-brick-600)",
};

export const toneIcon: Record<Tone, IconName> = {
  neutral: "dots",
  leaf: "check",
  rice: "clock",
  brick: "alert",
};
