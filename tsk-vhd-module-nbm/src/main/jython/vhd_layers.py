# Offers the data source type "VHD chain (differencing disk)" to an Autopsy in which no plug-in can be installed. Copy this file and
# vhd-layers-autopsy.jar into one folder below python_modules (Tools > Python Plugins opens it).
import os
import sys

from java.lang import Class
from org.python.core import Py

for folder in list(sys.path):
    jar = os.path.join(folder, "vhd-layers-autopsy.jar")
    if os.path.isfile(jar) and jar not in sys.path:
        sys.path.append(jar)

# Not "from io.github...": Python's own io stands in the way.
VhdDataSourceProcessor = Class.forName(
    "io.github.vhdlayers.tsk.autopsy.VhdDataSourceProcessor", True, Py.getSystemState().getSyspathJavaLoader())


class VhdChainDataSourceProcessor(VhdDataSourceProcessor):
    pass
