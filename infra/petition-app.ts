import { type App, Tags } from 'aws-cdk-lib';
import { EdgeStack } from './edge-stack.ts';
import type { FunctionCode } from './parts/function.ts';
import { PetitionStack } from './petition-stack.ts';
import type { Stage } from './stage.ts';

/** The stacks of a stage. An emulator has no edge. */
export function petitionApp(app: App, stage: Stage, code: FunctionCode): { petition: PetitionStack; edge?: EdgeStack } {
  Tags.of(app).add('amparo:stage', stage.name);
  const petition = new PetitionStack(app, `Amparo-${stage.name}`, { stage, code });
  if (stage.isEmulated) return { petition };
  return { petition, edge: new EdgeStack(app, `Amparo-${stage.name}-edge`, { stage, apiHost: petition.apiHost }) };
}
