import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";

export default defineConfig({
  plugins: [
    tailwindcss(),
    paraglideVitePlugin({
      project: "./app/i18n/project.inlang",
      outdir: "./app/i18n/paraglide",
      strategy: ["custom-lumbung", "baseLocale"],
    }),
    remix(remixConfig),
  ],
  // The programs stand in build/ already, and may be running; whoever begins a build empties it.
  build: { target: "es2022", sourcemap: false, emptyOutDir: false },
  server: { hmr: { port: 24_678 } },
});
