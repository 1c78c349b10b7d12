/**
 * A signature drawn by finger, as lines: "M10 20L14 24L19 22M40 30L…" in whole numbers, of a picture 320 wide and 140
 * high. Lines instead of a picture: a few hundred bytes on a phone without signal, and sharp on paper. Pure.
 */
export const DRAWING_WIDTH = 320;
export const DRAWING_HEIGHT = 140;
export const DRAWING_LETTERS_MAX = 12_000;
export const DRAWING = /^(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})+)+$/;

/** The line from here to there is left out while it is shorter than a pen is wide. */
const STEP = 3;

type Spot = readonly [x: number, y: number];

function within(value: number, most: number): number {
  return Math.max(0, Math.min(most, Math.round(value)));
}

/** Strokes as one text; a mere touch becomes a dot. Empty where nothing was drawn; strokes beyond the limit are left out. */
export function drawingOf(strokes: readonly (readonly Spot[])[]): string {
  let text = "";
  for (const stroke of strokes) {
    const [first, ...rest] = stroke;
    if (!first) continue;
    let [x, y] = [within(first[0], DRAWING_WIDTH), within(first[1], DRAWING_HEIGHT)];
    let line = `M${x} ${y}`;
    for (const [at, spot] of rest.entries()) {
      const [nextX, nextY] = [within(spot[0], DRAWING_WIDTH), within(spot[1], DRAWING_HEIGHT)];
      const isLast = at === rest.length - 1;
      if (!isLast && Math.hypot(nextX - x, nextY - y) < STEP) continue;
      [x, y] = [nextX, nextY];
      line += `L${x} ${y}`;
    }
    if (rest.length === 0) line += `L${within(x + 1, DRAWING_WIDTH)} ${y}`;
    if (text.length + line.length > DRAWING_LETTERS_MAX) break;
    text += line;
  }
  return text;
}
