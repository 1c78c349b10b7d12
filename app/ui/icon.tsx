/**
 * The house's own small set of line icons, 24 × 24, stroke 1.75. An icon never speaks alone: beside it stands a
 * word, or `label` gives it one for screen readers.
 */
const PATHS = {
  home: "M3.5 10.6 12 3.8l8.5 6.8M5.5 9.2v10.3h13V9.2M9.8 19.5v-5.7h4.4v5.7",
  basket:
    "M4 9.5h16l-1.6 8.6a1.8 1.8 0 0 1-1.8 1.4H7.4a1.8 1.8 0 0 1-1.8-1.4L4 9.5ZM8 9.5l3-5.5M16 9.5l-3-5.5M9.5 13v3M14.5 13v3",
  clipboard: "M9 4.5h6v3H9v-3ZM9 6H6.5v14h11V6H15M9 11.5h6M9 15h4",
  truck:
    "M3 6.5h10.5v9.7H3V6.5ZM13.5 10h4l3 3v3.2h-7M7 18.5a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8ZM17 18.5a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8Z",
  scale:
    "M12 4v16M7.5 20h9M5 7l7-1.6L19 7M5 7l-2.5 6.2a2.7 2.7 0 0 0 5 0L5 7ZM19 7l-2.5 6.2a2.7 2.7 0 0 0 5 0L19 7Z",
  invoice: "M6 3.8h12v16.4l-2-1.3-2 1.3-2-1.3-2 1.3-2-1.3-2 1.3V3.8ZM9 8.2h6M9 11.7h6M9 15.2h3",
  money: "M3 7h18v10H3V7ZM12 14.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8ZM6 10v0M18 14v0",
  leaf: "M5 19c.6-8.7 5.3-13.3 14.5-14-.2 9.4-4.4 14-11.2 13.4M5 20.5c.8-4.4 3.1-7.5 7-9.4",
  store:
    "M4.5 10.5v9h15v-9M3.5 8.4 5.3 4.5h13.4l1.8 3.9a2.8 2.8 0 0 1-5.6.3 2.9 2.9 0 0 1-5.8 0 2.8 2.8 0 0 1-5.6-.3ZM9.5 19.5v-5h5v5",
  people:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.8 19.5c.3-3.4 2.7-5.3 6.2-5.3s5.9 1.9 6.2 5.3M15.5 4.9a3.4 3.4 0 0 1 0 6.3M17.5 14.6c2.2.7 3.5 2.4 3.7 4.9",
  person: "M12 11.8a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6ZM4.8 20c.4-3.7 3.1-5.6 7.2-5.6s6.8 1.9 7.2 5.6",
  chart: "M4 4v16h16M8 16v-4M12 16V8M16 16v-6",
  bell: "M6.2 16.5c.9-1.2 1.3-2.6 1.3-4.4v-1.6a4.5 4.5 0 0 1 9 0v1.6c0 1.8.4 3.2 1.3 4.4H6.2ZM10.2 19.2a2 2 0 0 0 3.6 0M12 4v2",
  search: "M10.8 17.3a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5l4.7 4.7",
  check: "m5 12.6 4.6 4.6L19 7.4",
  x: "m6 6 12 12M18 6 6 18",
  alert: "M12 4.2 2.9 19.6h18.2L12 4.2ZM12 10v4.4M12 17v.1",
  clock: "M12 20.2a8.2 8.2 0 1 0 0-16.4 8.2 8.2 0 0 0 0 16.4ZM12 7.5V12l3 2",
  camera: "M4 7.5h3.6L9 5.2h6l1.4 2.3H20v11.3H4V7.5ZM12 16.4a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8Z",
  qr: "M4 4h6v6H4V4ZM14 4h6v6h-6V4ZM4 14h6v6H4v-6ZM7 7v0M17 7v0M7 17v0M14 14h2.5v2.5M20 14v2M14 20h2.5M20 19v1",
  download: "M12 4v11M7.5 11 12 15.4l4.5-4.4M4.5 19.5h15",
  upload: "M12 15.5v-11M7.5 8.6 12 4.2l4.5 4.4M4.5 19.5h15",
  arrow: "M4.5 12h15M13.5 6l6 6-6 6",
  back: "M19.5 12h-15M10.5 6l-6 6 6 6",
  chevron: "m9.5 5.5 6.5 6.5-6.5 6.5",
  down: "m5.5 9.5 6.5 6.5 6.5-6.5",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  edit: "M4.5 19.5 5.6 15 15.8 4.8l3.4 3.4L9 18.4l-4.5 1.1ZM13.5 7.1l3.4 3.4",
  filter: "M4 6.5h16M7 12h10M10 17.5h4",
  logout: "M14 4.5H5.5v15H14M10.5 12h10M16.5 8l4 4-4 4",
  globe:
    "M12 20.2a8.2 8.2 0 1 0 0-16.4 8.2 8.2 0 0 0 0 16.4ZM3.8 12h16.4M12 3.8c2.4 2.3 3.6 5 3.6 8.2s-1.2 5.9-3.6 8.2c-2.4-2.3-3.6-5-3.6-8.2s1.2-5.9 3.6-8.2Z",
  shield: "M12 3.8 5 6.2v5.3c0 4.2 2.6 7.2 7 8.9 4.4-1.7 7-4.7 7-8.9V6.2l-7-2.4ZM9 11.9l2.2 2.2 3.9-4.2",
  building: "M5 20V5.2h8.5V20M13.5 10H19v10M3 20h18M8 8.7h2.5M8 12h2.5M8 15.3h2.5M16.2 13.3v0M16.2 16.5v0",
  contract:
    "M6 3.8h8.5L18 7.4v12.8H6V3.8ZM14 4v4h4M8.8 17.2c1.4-3 2.2-3 2.6-.6.6 1 1.2-1 2-.2.5.5 1 .7 1.8.6M9 11.5h4",
  split:
    "M4 12h5.5M9.5 12c3 0 3.3-6 7-6H20M9.5 12c3 0 3.3 6 7 6H20M17.5 3.5 20 6l-2.5 2.5M17.5 15.5 20 18l-2.5 2.5",
  map: "M12 20.5c4-4.4 6-7.8 6-10.4a6 6 0 0 0-12 0c0 2.6 2 6 6 10.4ZM12 12.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8Z",
  phone:
    "M7.8 4.2 10 8.4 8.2 10c1 2.4 3.2 4.7 5.7 5.8l1.7-1.8 4.2 2.2c0 2.4-1.4 3.8-3.6 3.6C9.6 19.2 4.8 14.3 4.2 7.8 4 5.6 5.4 4.2 7.8 4.2Z",
  chat: "M4 5.5h16v11h-8.5L7 20v-3.5H4v-11ZM8 9.5h8M8 12.7h5",
  book: "M12 6.3C9.8 4.8 7.3 4.3 4 4.5v13.7c3.3-.2 5.8.3 8 1.8 2.2-1.5 4.7-2 8-1.8V4.5c-3.3-.2-5.8.3-8 1.8ZM12 6.3V20",
  key: "M8.2 19.3a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM11 12.5l8.5-8.3M15.5 8l3 3M13 10.5l1.8 1.8",
  doc: "M6 3.8h8.5L18 7.4v12.8H6V3.8ZM14 4v4h4M9 12h6M9 15.5h6",
  history: "M4.2 12a7.9 7.9 0 1 0 2.6-5.8L4 8.8M4 4.5v4.3h4.3M12 8v4.3l2.9 1.9",
  menu: "M4 7h16M4 12h16M4 17h16",
  dots: "M6 12v0M12 12v0M18 12v0",
  box: "M4 8 12 3.8 20 8v8.2l-8 4-8-4V8ZM4 8l8 4.2L20 8M12 12.2v8",
  gear: "M4 7h9M17 7h3M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM4 17h3M11 17h9M9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  eye: "M2.8 12C5 7.9 8 5.8 12 5.8s7 2.1 9.2 6.2c-2.2 4.1-5.2 6.2-9.2 6.2S5 16.1 2.8 12ZM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Z",
  undo: "M8.5 5 4 9.5 8.5 14M4 9.5h9.5a5.5 5.5 0 0 1 0 11H9",
  pin: "M12 20.5v-6M8 4h8l-1 5.5 2.5 3.5v1.5h-11V13L9 9.5 8 4Z",
} as const;

export type IconName = keyof typeof PATHS;

export const iconNames = Object.keys(PATHS) as IconName[];

export type IconProps = {
  readonly name: IconName;
  /** Pixels; 20 beside text, 24 alone. */
  readonly size?: number | undefined;
  /** Gives a lone icon a name; without it the icon is decoration. */
  readonly label?: string | undefined;
};

export function Icon({ name, size = 20, label }: IconProps) {
  const strokes = {
    width: size,
    height: size,
    viewBox: "0 0 24 24",
    fill: "none",
    stroke: "currentColor",
    strokeWidth: name === "dots" ? 3 : 1.75,
    strokeLinecap: "round",
    strokeLinejoin: "round",
    className: "shrink-0",
  } as const;
  return label === undefined ? (
    <svg aria-hidden="true" {...strokes}>
      <path d={PATHS[name]} />
    </svg>
  ) : (
    <svg role="img" aria-label={label} {...strokes}>
      <title>{label}</title>
      <path d={PATHS[name]} />
    </svg>
  );
}
