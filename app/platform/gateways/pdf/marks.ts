/**
 * What a page is made of once nothing about it is undecided: letters at a place, boxes, rules, and the dots of a
 * QR. Lengths are points (1/72 inch) from the top left corner. A page of marks can be checked without opening a
 * PDF: whether two texts overlap, or one runs over the margin.
 */
export type Face = "regular" | "medium" | "semibold" | "bold";

export type TextStyle = {
  readonly face: Face;
  readonly size: number;
  readonly color: string;
  /** Extra room between letters, for small capitals. */
  readonly tracking?: number;
  /** Digits of one width, so that sums under each other line up. */
  readonly tabular?: boolean;
};

export type TextMark = {
  readonly kind: "text";
  readonly x: number;
  readonly baseline: number;
  readonly width: number;
  readonly text: string;
  readonly style: TextStyle;
};

export type Mark =
  | TextMark
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string | null;
      readonly stroke: { readonly color: string; readonly weight: number; readonly isDashed: boolean } | null;
    }
  | {
      readonly kind: "rule";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly weight: number;
      readonly color: string;
      readonly isDotted: boolean;
    }
  /** A square of dots; `dark` tells for row and column whether there is ink. */
  | {
      readonly kind: "dots";
      readonly x: number;
      readonly y: number;
      readonly side: number;
      readonly matrix: DotMatrix;
    }
  /** Lines drawn by hand, from their top left corner, `scale` points for each of their own steps. */
  | {
      readonly kind: "drawing";
      readonly x: number;
      readonly y: number;
      readonly scale: number;
      readonly path: string;
      readonly color: string;
    }
  /** Large see-through letters across the middle of the page. */
  | {
      readonly kind: "watermark";
      readonly text: string;
      readonly style: TextStyle;
      readonly degrees: number;
      readonly opacity: number;
      readonly isFramed: boolean;
    };

export type DotMatrix = {
  readonly size: number;
  readonly isDark: (row: number, column: number) => boolean;
};

export type Sheet = { readonly width: number; readonly height: number; readonly marks: readonly Mark[] };

/** Knows how wide letters are; the one thing that a layout must ask of the fonts. */
export type Ruler = { readonly width: (text: string, style: TextStyle) => number };

/** The colours of the house, as print takes them: mostly ink, green for the frame, brick for what no longer stands. */
export const inks = {
  ink: "#1b231d",
  soft: "#465048",
  faint: "#636b63",
  line: "#d3cdbb",
  hair: "#e6e2d5",
  leaf: "#1d6536",
  leafDeep: "#113f22",
  leafPale: "#eff6ef",
  leafLine: "#b9d8be",
  rice: "#d9a92b",
  riceDeep: "#765400",
  brick: "#b0301c",
  brickPale: "#fcf0ed",
} as const;
