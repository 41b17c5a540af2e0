// One sprite of the Tabler icons that templates and Python name: {% icon "sun" %}, icon="sun", icon("sun").
import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const library = fileURLToPath(new URL("./node_modules/@tabler/icons/icons/outline", import.meta.url));
const NAMED = [
  /\{%-?\s*(?:icon|source)\s+"([a-z0-9-]+)"/g,
  /\bicon(?:\(|=|:\s*str\s*=\s*|:\s*)"([a-z0-9-]+)"/g,
  /ICON_[A-Z_]+\s*=\s*"([a-z0-9-]+)"/g,
  /#\s*icons?:\s*([a-z0-9, -]+)/g,
];

export async function iconSprite(folder) {
  const names = [...(await iconsNamedIn(folder))].sort();
  const symbols = await Promise.all(names.map(symbol));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

async function iconsNamedIn(folder) {
  const found = new Set();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(html|py|txt)$/.test(entry.name)) continue;
    const text = await readFile(`${entry.parentPath}/${entry.name}`, "utf8");
    for (const pattern of NAMED) {
      for (const [, names] of text.matchAll(pattern)) {
        for (const name of names.split(/[,\s]+/)) if (name) found.add(name);
      }
    }
  }
  return found;
}

async function symbol(name) {
  let source;
  try {
    source = await readFile(`${library}/${name}.svg`, "utf8");
  } catch {
    throw new Error(`There is no Tabler icon named "${name}"; a template or Python file asks for it.`);
  }
  const inner = source
    .replace(/<!--[\s\S]*?-->/g, "")
    .match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1]
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
    .replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`;
}
