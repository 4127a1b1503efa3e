import type { Module } from '../ast';
import type { TopLevelAwait } from '../parse';
import type { ModuleScope } from '../scope';
import type { SourceText } from '../source_text';
import { checkDeclarations } from './declarations';
import { FlowCheck } from './flow';

/**
 * What CPython's compiler refuses although its grammar takes it.
 * @returns what is awaited outside of functions, which a notebook may do
 * @throws Interruption at the first that is refused
 */
export function checkModule(module: Module, scopes: ModuleScope, source: SourceText): TopLevelAwait[] {
  const flow = new FlowCheck(source);
  flow.module(module);
  checkDeclarations(scopes, source);
  return flow.topLevelAwaits;
}
