import { late } from "#app/ui/late.tsx";

/** The notice of what waits on this phone: only a screen that is alive knows of any. */
export const LateKeptNotice = late(() => import("./kept-notice.tsx").then(({ KeptNotice }) => KeptNotice));
