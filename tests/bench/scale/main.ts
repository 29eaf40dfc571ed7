import { scaleLines } from './lines.ts';

console.log(scaleLines().join('\n'));
