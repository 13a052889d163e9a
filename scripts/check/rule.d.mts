/** The parts of ESLint's rule interface that oxlint has and we use. https://eslint.org/docs/latest/extend/custom-rules */
export interface Context {
  readonly filename: string;
  readonly cwd: string;
  report(problem: { node: object; message: string }): void;
}

export interface SyntaxNode {
  readonly type: string;
}

export interface Statement {
  readonly type: string;
  readonly directive?: string;
}

export interface Program {
  readonly body: readonly Statement[];
}

export interface ModuleNode {
  /** Absent on `export const …`; something else than a literal on `import(name)`. */
  readonly source?: { readonly value?: unknown } | null;
  readonly importKind?: "type" | "value";
  readonly exportKind?: "type" | "value";
  readonly specifiers?: readonly { readonly importKind?: "type" | "value"; readonly exportKind?: "type" | "value" }[];
}
