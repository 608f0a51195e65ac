import '@fontsource-variable/inter/wght.css';
import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createCallClient, type CallClient } from '../sdk';
import { App } from './App';
import { ClientProvider } from './client/ClientProvider';

declare global {
  interface Window {
    /** For tests and support. */
    orleansCalls?: { client: CallClient };
  }
}

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
