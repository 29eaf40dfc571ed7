import { cataloguesIn } from '../../functions/ui/messages/catalogue.ts';
import { speak } from '../../functions/ui/messages/speak.ts';
import { messagesFolder } from '../../infra/messages/folders.ts';

// Tests speak English alone, unless they say otherwise (`speaking`): most of them are not about languages.
speak(['en'], cataloguesIn(messagesFolder));
