// Reads YAML texts as a JSON list from stdin. Writes for each its documents and what the schemas of
// Cilium's custom resources find in them. The folder with the packages is the first argument.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const packages = resolve(process.argv[2]);
const load = (path) => import(pathToFileURL(join(packages, path)).href);
const { CiliumClusterwideNetworkPolicy: Policy } = await load(
  "@kubernetes-models/cilium/cilium.io/v2/CiliumClusterwideNetworkPolicy.js",
);
const { default: YAML } = await load("yaml/dist/index.js");

function read(text) {
  const faults = [];
  const documents = [];
  for (const document of YAML.parseAllDocuments(text, { strict: true, uniqueKeys: true })) {
    faults.push(...[...document.errors, ...document.warnings].map((error) => error.message));
    try {
      const value = document.toJS();
      if (value === null) continue;
      documents.push(value);
      if (!Policy.is(value)) throw new Error("no CiliumClusterwideNetworkPolicy");
      new Policy(value).validate();
    } catch (error) {
      faults.push(error.message);
    }
  }
  return { documents, faults };
}

const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(read)));
