import { costLines } from './lines.ts';

console.log(costLines().join('\n'));
