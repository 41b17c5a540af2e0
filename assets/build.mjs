// Builds what the browser gets: app.css, app.js with lazily loaded chunks, the font and one sprite of the icons in use.
// Output goes to src/stamkund/web/static/dist (not in git). `node build.mjs --watch` rebuilds while you work.
import { context, build } from "esbuild";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PurgeCSS } from "purgecss";
import { iconSprite } from "./icons.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const web = at("../src/stamkund/web");
const dist = at("../src/stamkund/web/static/dist");
const watching = process.argv.includes("--watch");
const out = watching ? dist : `${dist}-${process.pid}`; // a page read meanwhile finds the old files, never none

// Of Tabler's 630 kB only the rules whose class names occur in a template, a Python file or a module of ours are kept.
const onlyWhatIsUsed = {
  name: "only-what-is-used",
  setup(build) {
    build.onLoad({ filter: /@tabler[\\/]core.*\.css$/ }, async ({ path }) => {
      const content = [`${web}/**/*.{html,py}`, at("src/**/*.js")];
      const [kept] = await new PurgeCSS().purge({ content, css: [{ raw: await readFile(path, "utf8") }] });
      return { contents: kept.css, loader: "css" };
    });
  },
};

const options = {
  absWorkingDir: at("."),
  entryPoints: ["src/app.js", "src/app.css"],
  outdir: out,
  bundle: true,
  format: "esm",
  splitting: true,
  minify: true,
  target: ["chrome123", "firefox128", "safari17.5"],
  // Django's manifest names app.js and app.css by content but does not rewrite imports in JS, so chunks name themselves.
  chunkNames: "c/[name]-[hash]",
  assetNames: "f/[name]",
  loader: { ".woff2": "file" },
  plugins: [onlyWhatIsUsed],
  legalComments: "linked",
  logLevel: "warning",
};

await mkdir(out, { recursive: true });
await writeFile(`${out}/icons.svg`, await iconSprite(web));

if (watching) {
  await (await context(options)).watch();
} else {
  await build(options);
  await rm(dist, { recursive: true, force: true });
  await rename(out, dist);
}
