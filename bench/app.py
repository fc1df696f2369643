"""The portal as a WSGI application for whichever server is being measured; settings come from the environment."""

import os

from portal.app import create_app
from portal.config import Settings

application = create_app(Settings.from_environment(os.environ))
