import '@fontsource-variable/inter/wght.css';
import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createCallClient, type CallClient } from '../sdk';
import { hasSessionCookie } from '../sdk/http/http';
import { App } from './App';
import { ClientProvider } from './client/ClientProvider';
import { loadInside } from './loadInside';

declare global {
  interface Window {
    /** For tests and support. */
    orleansCalls?: { client: CallClient };
  }
}

if (hasSessionCookie()) void loadInside(); // so that it arrives with the rest
const client = await createCallClient();
window.orleansCalls = { client };

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ClientProvider client={client}>
        <App />
      </ClientProvider>
    </StrictMode>,
  );
}
